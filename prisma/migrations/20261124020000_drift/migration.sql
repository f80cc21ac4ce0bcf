-- AlterTable
ALTER TABLE "account" ADD COLUMN     "drifting" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "drift" (
    "account_id" TEXT NOT NULL,
    "cell" TEXT NOT NULL,
    "predicted" BOOLEAN,
    "answered" BOOLEAN,
    "count" INTEGER NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "drift_pkey" PRIMARY KEY ("account_id","cell")
);

-- CreateIndex
CREATE INDEX "drift_last_seen_account_id_cell_idx" ON "drift"("last_seen" DESC, "account_id", "cell");

-- CreateIndex
CREATE INDEX "drift_cell_last_seen_account_id_idx" ON "drift"("cell", "last_seen" DESC, "account_id");

-- AddForeignKey
ALTER TABLE "drift" ADD CONSTRAINT "drift_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Everything below is written by hand: Prisma's schema language has no words for it.

ALTER TABLE "drift"
    ADD CONSTRAINT "drift_cell_check" CHECK ("cell" ~ '^[A-Za-z0-9_-]{1,100}(\.[A-Za-z0-9_-]{1,100})?$'),
    ADD CONSTRAINT "drift_difference_check" CHECK ("predicted" IS DISTINCT FROM "answered"),
    ADD CONSTRAINT "drift_count_check" CHECK ("count" > 0),
    ADD CONSTRAINT "drift_times_check" CHECK (
        "first_seen" <= "last_seen" AND ("ended_at" IS NULL OR "ended_at" > "last_seen")
    );

-- What differs now is little beside what once did, and few accounts drift.
CREATE INDEX "drift_open_idx" ON "drift"("last_seen" DESC, "account_id", "cell")
    WHERE "ended_at" IS NULL;
CREATE INDEX "drift_open_cell_idx" ON "drift"("cell") WHERE "ended_at" IS NULL;
CREATE INDEX "account_drifting_idx" ON "account"("name", "id") WHERE "drifting";

-- A token may read metrics.
ALTER TABLE "api_token"
    DROP CONSTRAINT "api_token_scopes_check",
    ADD CONSTRAINT "api_token_scopes_check" CHECK (
        "scopes" IS NOT NULL
        AND cardinality("scopes") > 0
        AND "scopes" <@ ARRAY[
            'sessions:create', 'accounts:read', 'policy:read', 'policy:write', 'audit:read',
            'metrics:read'
        ]::text[]
    );

-- CreateEnum
CREATE TYPE "fee_refund_state" AS ENUM ('asked', 'unknown', 'done', 'failed');

-- CreateTable
CREATE TABLE "application_fee" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "charge_id" TEXT,
    "amount" BIGINT NOT NULL,
    "amount_refunded" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_fee_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_fee_refund" (
    "id" TEXT NOT NULL,
    "fee_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_fee_refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fee_refund_request" (
    "id" UUID NOT NULL,
    "fee_id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "params_hash" BYTEA NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "fee_refund_state" NOT NULL,
    "refund_id" TEXT,
    "error_code" TEXT,
    "error_message" TEXT,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "audit_entry_id" BIGINT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "lease" UUID,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "fee_refund_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fee_sync" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "status" "sync_status" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "complete_at" TIMESTAMPTZ(3),
    "list_from" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "fees" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "trouble" TEXT,
    "error" TEXT,
    "lease" UUID,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "fee_sync_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "application_fee_account_id_created_at_id_idx" ON "application_fee"("account_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "application_fee_refund_fee_id_created_at_id_idx" ON "application_fee_refund"("fee_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "fee_refund_request_refund_id_key" ON "fee_refund_request"("refund_id");

-- CreateIndex
CREATE UNIQUE INDEX "fee_refund_request_audit_entry_id_key" ON "fee_refund_request"("audit_entry_id");

-- CreateIndex
CREATE INDEX "fee_refund_request_fee_id_asked_at_idx" ON "fee_refund_request"("fee_id", "asked_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "fee_refund_request_owner_key_hash_key" ON "fee_refund_request"("owner", "key_hash");

-- AddForeignKey
ALTER TABLE "application_fee_refund" ADD CONSTRAINT "application_fee_refund_fee_id_fkey" FOREIGN KEY ("fee_id") REFERENCES "application_fee"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fee_refund_request" ADD CONSTRAINT "fee_refund_request_fee_id_fkey" FOREIGN KEY ("fee_id") REFERENCES "application_fee"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fee_refund_request" ADD CONSTRAINT "fee_refund_request_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "application_fee_refund"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fee_refund_request" ADD CONSTRAINT "fee_refund_request_audit_entry_id_fkey" FOREIGN KEY ("audit_entry_id") REFERENCES "audit_entry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Everything below is written by hand: Prisma's schema language has no words for it.

ALTER TABLE "application_fee"
    ADD CONSTRAINT "application_fee_id_check" CHECK ("id" ~ '^fee_\w{1,100}$'),
    ADD CONSTRAINT "application_fee_account_check" CHECK ("account_id" ~ '^acct_\w{1,100}$'),
    ADD CONSTRAINT "application_fee_amount_check" CHECK (
        "amount_refunded" >= 0 AND "amount_refunded" <= "amount"
    ),
    ADD CONSTRAINT "application_fee_currency_check" CHECK ("currency" ~ '^[a-z]{3}$');

ALTER TABLE "application_fee_refund"
    ADD CONSTRAINT "application_fee_refund_amount_check" CHECK ("amount" > 0);

ALTER TABLE "fee_refund_request"
    ADD CONSTRAINT "fee_refund_request_amount_check" CHECK ("amount" > 0),
    ADD CONSTRAINT "fee_refund_request_hash_check" CHECK (
        octet_length("key_hash") = 32 AND octet_length("params_hash") = 32
    ),
    ADD CONSTRAINT "fee_refund_request_tries_check" CHECK ("tries" >= 0),
    ADD CONSTRAINT "fee_refund_request_end_check" CHECK (
        ("state" IN ('done', 'failed')) = ("ended_at" IS NOT NULL)
        AND ("state" IN ('done', 'failed')) = ("next_at" IS NULL)
        AND ("state" = 'done') = ("refund_id" IS NOT NULL)
        AND ("state" = 'failed') = ("error_code" IS NOT NULL)
        AND ("error_code" IS NULL) = ("error_message" IS NULL)
    ),
    ADD CONSTRAINT "fee_refund_request_lease_check" CHECK (
        ("lease" IS NULL) = ("leased_until" IS NULL)
        AND ("lease" IS NULL OR "state" IN ('asked', 'unknown'))
    );

-- Of one fee, one refund is under way: the next one waits until it is known how that ended.
CREATE UNIQUE INDEX "fee_refund_request_one_at_a_time" ON "fee_refund_request"("fee_id")
    WHERE "state" IN ('asked', 'unknown');
-- What is under way is little beside what has ended.
CREATE INDEX "fee_refund_request_open_idx" ON "fee_refund_request"("next_at")
    WHERE "state" IN ('asked', 'unknown');

ALTER TABLE "fee_sync"
    ADD CONSTRAINT "fee_sync_one_row_check" CHECK ("id" = 1),
    ADD CONSTRAINT "fee_sync_counts_check" CHECK (least("pages", "fees", "tries") >= 0),
    ADD CONSTRAINT "fee_sync_end_check" CHECK (
        ("status" = 'running') = ("ended_at" IS NULL)
        AND ("status" = 'running') = ("next_at" IS NOT NULL)
        AND ("status" = 'failed') = ("error" IS NOT NULL)
        AND ("status" <> 'cancelled')
    ),
    ADD CONSTRAINT "fee_sync_lease_check" CHECK (
        ("lease" IS NULL) = ("leased_until" IS NULL)
        AND ("lease" IS NULL OR "status" = 'running')
    );

-- A token may read application fees. Refunding them is for people.
ALTER TABLE "api_token"
    DROP CONSTRAINT "api_token_scopes_check",
    ADD CONSTRAINT "api_token_scopes_check" CHECK (
        "scopes" IS NOT NULL
        AND cardinality("scopes") > 0
        AND "scopes" <@ ARRAY[
            'sessions:create', 'accounts:read', 'policy:read', 'policy:write', 'audit:read',
            'metrics:read', 'fees:read'
        ]::text[]
    );

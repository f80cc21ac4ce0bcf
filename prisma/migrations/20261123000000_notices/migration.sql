-- CreateEnum
CREATE TYPE "notice_pause_reason" AS ENUM ('person', 'gone');

-- CreateEnum
CREATE TYPE "notice_delivery_status" AS ENUM ('pending', 'delivered', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "notice_endpoint" (
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "events" TEXT[],
    "reaches" TEXT[],
    "secret" BYTEA,
    "old_secret" BYTEA,
    "old_secret_ends_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "paused_by" "notice_pause_reason",
    "failing_since" TIMESTAMPTZ(3),
    "last_delivered_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "reach" TEXT,
    "change_id" UUID,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_delivery" (
    "id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "status" "notice_delivery_status" NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "lease" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_attempt" (
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ms" INTEGER NOT NULL,
    "http_status" INTEGER,
    "error" TEXT,

    CONSTRAINT "notice_attempt_pkey" PRIMARY KEY ("delivery_id","number")
);

-- CreateIndex
CREATE INDEX "notice_change_id_idx" ON "notice"("change_id");

-- CreateIndex
CREATE INDEX "notice_delivery_created_at_id_idx" ON "notice_delivery"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "notice_delivery_endpoint_id_created_at_id_idx" ON "notice_delivery"("endpoint_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "notice_delivery_notice_id_endpoint_id_key" ON "notice_delivery"("notice_id", "endpoint_id");

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice_delivery" ADD CONSTRAINT "notice_delivery_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice_delivery" ADD CONSTRAINT "notice_delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "notice_endpoint"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice_attempt" ADD CONSTRAINT "notice_attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "notice_delivery"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Everything below is written by hand: Prisma's schema language has no words for it.

ALTER TABLE "notice_endpoint"
    ALTER COLUMN "events" SET NOT NULL,
    ALTER COLUMN "reaches" SET NOT NULL,
    ADD CONSTRAINT "notice_endpoint_url_check" CHECK ("url" ~ '^https?://'),
    ADD CONSTRAINT "notice_endpoint_secret_check" CHECK (
        ("secret" IS NULL) = ("removed_at" IS NOT NULL)
        AND ("old_secret" IS NULL) = ("old_secret_ends_at" IS NULL)
        AND ("removed_at" IS NULL OR "old_secret" IS NULL)
    ),
    ADD CONSTRAINT "notice_endpoint_pause_check" CHECK (("paused_at" IS NULL) = ("paused_by" IS NULL));

ALTER TABLE "notice_delivery"
    ADD CONSTRAINT "notice_delivery_tries_check" CHECK ("tries" >= 0),
    ADD CONSTRAINT "notice_delivery_end_check" CHECK (
        ("status" = 'pending') = ("next_at" IS NOT NULL)
        AND ("status" = 'pending') = ("ended_at" IS NULL)
    ),
    ADD CONSTRAINT "notice_delivery_lease_check" CHECK (
        ("lease" IS NULL) = ("leased_until" IS NULL)
        AND ("lease" IS NULL OR "status" = 'pending')
    );

ALTER TABLE "notice_attempt"
    ADD CONSTRAINT "notice_attempt_number_check" CHECK ("number" > 0),
    ADD CONSTRAINT "notice_attempt_end_check" CHECK (("http_status" IS NULL) = ("error" IS NOT NULL));

-- What waits to be sent is little beside what was sent.
CREATE INDEX "notice_delivery_pending_idx" ON "notice_delivery"("endpoint_id", "next_at")
    WHERE "status" = 'pending';

-- What was told, and how it went, is never written anew.
CREATE TRIGGER "notice_written_once" BEFORE UPDATE
    ON "notice" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();
CREATE TRIGGER "notice_attempt_written_once" BEFORE UPDATE
    ON "notice_attempt" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();

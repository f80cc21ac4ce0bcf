-- CreateEnum
CREATE TYPE "sync_kind" AS ENUM ('full', 'reconcile');

-- CreateEnum
CREATE TYPE "sync_status" AS ENUM ('running', 'done', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "sync_phase" AS ENUM ('listing', 'checking');

-- AlterTable
ALTER TABLE "account" ADD COLUMN "connection_event_at" TIMESTAMPTZ(3),
ADD COLUMN "disconnection_seen_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" UUID NOT NULL,
    "kind" "sync_kind" NOT NULL,
    "status" "sync_status" NOT NULL,
    "phase" "sync_phase" NOT NULL DEFAULT 'listing',
    "cursor" TEXT,
    "cursor_created_at" TIMESTAMPTZ(3),
    "pages" INTEGER NOT NULL DEFAULT 0,
    "accounts" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "checked" INTEGER NOT NULL DEFAULT 0,
    "disconnected" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "trouble" TEXT,
    "error" TEXT,
    "lease" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_refresh" (
    "account_id" TEXT NOT NULL,
    "wanted_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "lease" UUID,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "account_refresh_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "sync_run_started_at_idx" ON "sync_run"("started_at" DESC);

-- CreateIndex
CREATE INDEX "stripe_event_received_at_idx" ON "stripe_event"("received_at");

-- CreateIndex
CREATE INDEX "account_refresh_next_at_idx" ON "account_refresh"("next_at");

-- AddForeignKey
ALTER TABLE "account_refresh" ADD CONSTRAINT "account_refresh_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Everything below is written by hand: Prisma's schema language has no words for it.

ALTER TABLE "sync_run"
    ADD CONSTRAINT "sync_run_counts_check" CHECK (
        least("pages", "accounts", "added", "changed", "checked", "disconnected", "tries") >= 0
    ),
    ADD CONSTRAINT "sync_run_end_check" CHECK (
        ("status" = 'running') = ("ended_at" IS NULL)
        AND ("status" = 'running') = ("next_at" IS NOT NULL)
        AND ("status" = 'failed') = ("error" IS NOT NULL)
    ),
    ADD CONSTRAINT "sync_run_lease_check" CHECK (
        ("lease" IS NULL) = ("leased_until" IS NULL)
        AND ("lease" IS NULL OR "status" = 'running')
    );

-- Of all instances and people, one has a run going.
CREATE UNIQUE INDEX "sync_run_one_at_a_time" ON "sync_run"("status") WHERE "status" = 'running';

ALTER TABLE "stripe_event"
    ADD CONSTRAINT "stripe_event_id_check" CHECK (length("id") BETWEEN 1 AND 255),
    ADD CONSTRAINT "stripe_event_handled_check" CHECK (("handled_at" IS NULL) = ("outcome" IS NULL));

-- What waits for its account to be fetched is little beside what came in.
CREATE INDEX "stripe_event_waiting_idx" ON "stripe_event"("account_id") WHERE "handled_at" IS NULL;

ALTER TABLE "account_refresh"
    ADD CONSTRAINT "account_refresh_tries_check" CHECK ("tries" >= 0),
    ADD CONSTRAINT "account_refresh_lease_check" CHECK (("lease" IS NULL) = ("leased_until" IS NULL));

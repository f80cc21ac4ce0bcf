-- CreateEnum
CREATE TYPE "bulk_status" AS ENUM ('running', 'paused', 'cancelled', 'done', 'failed');

-- CreateTable
CREATE TABLE "bulk_job" (
    "id" UUID NOT NULL,
    "status" "bulk_status" NOT NULL,
    "act" JSONB,
    "filter" JSONB,
    "file" TEXT,
    "reason" TEXT NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "halted" TEXT,
    "matched" INTEGER NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "impact" JSONB NOT NULL,
    "reach" JSONB NOT NULL,

    CONSTRAINT "bulk_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_chunk" (
    "job_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "accounts" INTEGER NOT NULL,
    "change_id" UUID NOT NULL,

    CONSTRAINT "bulk_chunk_pkey" PRIMARY KEY ("job_id","number")
);

-- CreateTable
CREATE TABLE "bulk_item" (
    "job_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "account_id" TEXT NOT NULL,
    "wish" JSONB,
    "problem" TEXT,

    CONSTRAINT "bulk_item_pkey" PRIMARY KEY ("job_id","position")
);

-- CreateIndex
CREATE INDEX "bulk_job_created_at_id_idx" ON "bulk_job"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "bulk_chunk_change_id_key" ON "bulk_chunk"("change_id");

-- CreateIndex
CREATE UNIQUE INDEX "bulk_item_job_id_account_id_key" ON "bulk_item"("job_id", "account_id");

-- CreateIndex
CREATE INDEX "bulk_item_account_id_idx" ON "bulk_item"("account_id");

-- AddForeignKey
ALTER TABLE "bulk_chunk" ADD CONSTRAINT "bulk_chunk_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "bulk_job"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "bulk_chunk" ADD CONSTRAINT "bulk_chunk_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "bulk_job"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- A chunk is there before its change is weighed, so that approval rules see the whole job.
ALTER TABLE "bulk_chunk" ALTER CONSTRAINT "bulk_chunk_change_id_fkey" DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "bulk_job"
    ADD CONSTRAINT "bulk_job_source_check" CHECK (
        ("act" IS NULL) = ("filter" IS NULL) AND ("act" IS NULL) = ("file" IS NOT NULL)
    ),
    ADD CONSTRAINT "bulk_job_reason_check" CHECK (length("reason") BETWEEN 1 AND 1800),
    ADD CONSTRAINT "bulk_job_end_check" CHECK (
        ("status" IN ('cancelled', 'done')) = ("ended_at" IS NOT NULL)
    ),
    ADD CONSTRAINT "bulk_job_counts_check" CHECK (
        "position" BETWEEN 0 AND "matched" AND "unchanged" >= 0 AND "refused" >= 0
        AND "unchanged" + "refused" <= "position"
        AND ("status" <> 'done' OR "position" = "matched")
    );

ALTER TABLE "bulk_chunk" ADD CONSTRAINT "bulk_chunk_check" CHECK ("number" > 0 AND "accounts" > 0);

ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_position_check" CHECK ("position" > 0);

-- What runs is little beside what has ended, and so is what was refused.
CREATE INDEX "bulk_job_running_idx" ON "bulk_job"("created_at") WHERE "status" = 'running';
CREATE INDEX "bulk_item_problem_idx" ON "bulk_item"("job_id", "position") WHERE "problem" IS NOT NULL;

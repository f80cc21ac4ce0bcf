-- CreateTable
CREATE TABLE "idempotency_key" (
    "owner" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "params_hash" BYTEA NOT NULL,
    "first_used_at" TIMESTAMPTZ(3) NOT NULL,
    "lease" UUID,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("owner", "key_hash")
);

-- CreateIndex
CREATE INDEX "idempotency_key_first_used_at_idx" ON "idempotency_key"("first_used_at");

-- Prisma knows no checks.

ALTER TABLE "idempotency_key"
    ADD CONSTRAINT "idempotency_key_hash_check"
    CHECK (octet_length("key_hash") = 32 AND octet_length("params_hash") = 32);

ALTER TABLE "idempotency_key"
    ADD CONSTRAINT "idempotency_key_lease_check"
    CHECK (("lease" IS NULL) = ("leased_until" IS NULL));

-- Everything here is written by hand: Prisma's schema language has no words for generated columns.
-- What the ceiling tells apart, kept beside the template, so that the accounts of each class can be
-- counted from the index alone, however many there are.
ALTER TABLE "account" ADD COLUMN "ceiling_class" INTEGER NOT NULL
    GENERATED ALWAYS AS (account_class("losses_payments", "requirement_collection", "capabilities")) STORED;

CREATE INDEX "account_template_key_ceiling_class_idx" ON "account"("template_key", "ceiling_class");

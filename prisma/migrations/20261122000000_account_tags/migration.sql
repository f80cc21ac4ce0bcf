-- An account's tags become part of its policy: edits change them, and every revision keeps them.
ALTER TABLE "account_revision" ADD COLUMN "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

-- No edit could change tags before, so what an account has now is what it had at every revision.
-- Revisions are written once; this completes them, for this one time.
ALTER TABLE "account_revision" DISABLE TRIGGER "account_revision_written_once";
UPDATE "account_revision" r SET "tags" = a."tags"
FROM "account" a
WHERE a."id" = r."account_id" AND a."tags" <> ARRAY[]::TEXT[];
ALTER TABLE "account_revision" ENABLE TRIGGER "account_revision_written_once";

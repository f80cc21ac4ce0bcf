-- What a job over many accounts has to write, made cheap.

-- Every update of an account checks these anew, and a regular expression costs more than the row.
ALTER TABLE "account"
    DROP CONSTRAINT "account_id_check",
    DROP CONSTRAINT "account_country_check",
    ADD CONSTRAINT "account_id_check" CHECK (
        starts_with("id", 'acct_') AND length("id") BETWEEN 6 AND 65
        AND rtrim(substr("id", 6), '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz') = ''
    ),
    ADD CONSTRAINT "account_country_check" CHECK (
        length("country") = 2 AND rtrim("country", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') = ''
    );

-- An account has a dozen words in this index, most of them shared by many accounts: entered together
-- they cost a fraction. The list of those that wait stays so short that no search notices it (kB).
ALTER INDEX "account_facets_search" SET (fastupdate = on, gin_pending_list_limit = 256);

-- Items are noted by the hundred thousand, from accounts and for a job of the same transaction.
-- Neither is ever deleted, so keys that point to them would hold nothing and cost most of the time.
-- DropForeignKey
ALTER TABLE "bulk_item" DROP CONSTRAINT "bulk_item_account_id_fkey";

-- DropForeignKey
ALTER TABLE "bulk_item" DROP CONSTRAINT "bulk_item_job_id_fkey";

-- DropIndex
DROP INDEX "bulk_item_account_id_idx";

-- DropIndex
DROP INDEX "bulk_item_job_id_account_id_key";

-- Accounts of each class are counted from this index alone, also where they have to be put together
-- with their overrides.
-- DropIndex
DROP INDEX "account_template_key_ceiling_class_idx";

-- CreateIndex
CREATE INDEX "account_template_key_ceiling_class_id_idx" ON "account"("template_key", "ceiling_class", "id");

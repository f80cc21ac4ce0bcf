-- CreateTable
CREATE TABLE "tag" (
    "value" TEXT NOT NULL,
    "accounts" INTEGER NOT NULL,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("value")
);

-- DropIndex
DROP INDEX "override_expires_at_idx";

-- CreateIndex
CREATE INDEX "override_expires_at_account_id_idx" ON "override"("expires_at", "account_id");

-- CreateIndex
CREATE INDEX "override_cell_account_id_idx" ON "override"("cell", "account_id");

-- Everything below is written by hand: Prisma's schema language has no words for it.

-- The tags that accounts have ------------------------------------------------------------------
-- Which tags there are, and how often, is asked on every page of the accounts' list, and must not
-- read all accounts. Tags change through the one door for writes only, so nobody waits here.
ALTER TABLE "tag" ADD CONSTRAINT "tag_accounts_check" CHECK ("accounts" >= 0);

INSERT INTO "tag" ("value", "accounts")
SELECT t, count(*) FROM "account", LATERAL (SELECT DISTINCT unnest("tags") AS t) AS own GROUP BY t;

CREATE FUNCTION "count_tags"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_tags text[] := '{}';
    new_tags text[] := '{}';
BEGIN
    IF TG_OP <> 'INSERT' THEN old_tags := OLD."tags"; END IF;
    IF TG_OP <> 'DELETE' THEN new_tags := NEW."tags"; END IF;
    INSERT INTO "tag" ("value", "accounts")
        SELECT t, 1 FROM (SELECT unnest(new_tags) EXCEPT SELECT unnest(old_tags)) AS added(t) ORDER BY t
        ON CONFLICT ("value") DO UPDATE SET "accounts" = "tag"."accounts" + 1;
    UPDATE "tag" SET "accounts" = "accounts" - 1
        WHERE "value" IN (SELECT unnest(old_tags) EXCEPT SELECT unnest(new_tags));
    DELETE FROM "tag" WHERE "value" = ANY (old_tags) AND "accounts" = 0;
    RETURN NULL;
END
$$;

CREATE TRIGGER "account_tags_come" AFTER INSERT ON "account" FOR EACH ROW
    WHEN (NEW."tags" <> '{}') EXECUTE FUNCTION "count_tags"();
CREATE TRIGGER "account_tags_change" AFTER UPDATE OF "tags" ON "account" FOR EACH ROW
    WHEN (OLD."tags" IS DISTINCT FROM NEW."tags") EXECUTE FUNCTION "count_tags"();
CREATE TRIGGER "account_tags_go" AFTER DELETE ON "account" FOR EACH ROW
    WHEN (OLD."tags" <> '{}') EXECUTE FUNCTION "count_tags"();

-- What the accounts' list filters by -----------------------------------------------------------
-- The traits that the ceiling reads, as a number: which accounts it limits alike.
CREATE FUNCTION "account_class"(
    losses_payments text, requirement_collection text, capabilities jsonb
) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (requirement_collection IS NOT DISTINCT FROM 'application')::integer
    + (losses_payments IS DISTINCT FROM 'application')::integer * 2
    + (capabilities ->> 'treasury' IS NOT DISTINCT FROM 'active')::integer * 4
    + (capabilities ->> 'card_issuing' IS NOT DISTINCT FROM 'active')::integer * 8;

-- What an account can be filtered by for being equal to something, as words. Together with tags and
-- capabilities one index finds accounts that have several at once, however many have each.
CREATE FUNCTION "account_facets"(
    country text, dashboard_type text, losses_payments text, requirement_collection text,
    template_key text, capabilities jsonb, disconnected_at timestamptz
) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[
    'country:' || country,
    'controller:' || CASE
        WHEN dashboard_type = 'none' AND losses_payments = 'application'
            AND requirement_collection = 'application' THEN 'custom'
        WHEN dashboard_type = 'express' AND losses_payments = 'application'
            AND requirement_collection = 'stripe' THEN 'express'
        WHEN dashboard_type = 'full' AND losses_payments = 'stripe'
            AND requirement_collection = 'stripe' THEN 'standard'
        ELSE 'other'
    END,
    'template:' || template_key,
    'class:' || "account_class"(losses_payments, requirement_collection, capabilities)::text,
    CASE WHEN disconnected_at IS NOT NULL THEN 'disconnected' END
];

-- Without a list of pending entries, which every search would have to read from end to end.
CREATE INDEX "account_facets_search" ON "account" USING gin (
    "account_facets"("country", "dashboard_type", "losses_payments", "requirement_collection",
        "template_key", "capabilities", "disconnected_at"),
    "tags",
    "capabilities" jsonb_path_ops
) WITH (fastupdate = off);

-- An id by how it starts. Where the database's order is that of bytes, the primary key serves.
DO $$
BEGIN
    IF 'a' < 'B' THEN
        CREATE INDEX "account_id_search" ON "account" ("id" text_pattern_ops);
    END IF;
END
$$;

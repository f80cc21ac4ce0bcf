-- What lists and impacts ask of an account's overrides, kept with the account: to look at the overrides
-- of each took longest of all where there are many accounts. Whether overrides count is a matter of the
-- moment, so that is not kept itself, but what tells of it at any moment.

-- The same for all accounts with the same overrides: settings and expiries, whoever decided them and
-- why. Null where there are none.
CREATE FUNCTION "overrides_key"(overrides jsonb) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT encode(substring(sha256(convert_to(string_agg(
        concat_ws(' ', cell, said ->> 'setting',
            extract(epoch FROM (said ->> 'expiresAt')::timestamptz(3))), ',' ORDER BY cell COLLATE "C"),
        'UTF8')) FOR 16), 'hex')::uuid
    FROM jsonb_each(overrides) AS o(cell, said)
$$;

ALTER TABLE "account" ADD COLUMN     "last_expiry_at" TIMESTAMPTZ(3),
ADD COLUMN     "lasting_overrides" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "overrides_key" UUID;

UPDATE "account" SET "lasting_overrides" = o.lasting, "last_expiry_at" = o.last, "overrides_key" = o.key
FROM (
    SELECT "account_id", bool_or("expires_at" IS NULL) AS lasting, max("expires_at") AS last,
        "overrides_key"(jsonb_object_agg("cell",
            jsonb_build_object('setting', "setting", 'expiresAt', "expires_at"))) AS key
    FROM "override" GROUP BY "account_id"
) o WHERE "id" = o."account_id";

-- Few accounts have overrides, fewer have some that end, and few are disconnected: in the order of the
-- list, and as impacts put them together.
CREATE INDEX "account_overridden_idx" ON "account"("name", "id")
    INCLUDE ("lasting_overrides", "last_expiry_at") WHERE "overrides_key" IS NOT NULL;
CREATE INDEX "account_country_overridden_idx" ON "account"("country", "name", "id")
    INCLUDE ("lasting_overrides", "last_expiry_at") WHERE "overrides_key" IS NOT NULL;
CREATE INDEX "account_expiring_idx" ON "account"("name", "id") INCLUDE ("last_expiry_at")
    WHERE "last_expiry_at" IS NOT NULL;
CREATE INDEX "account_disconnected_idx" ON "account"("name", "id") WHERE "disconnected_at" IS NOT NULL;
CREATE INDEX "account_overrides_key_idx" ON "account"("template_key", "ceiling_class", "overrides_key", "id")
    WHERE "overrides_key" IS NOT NULL;

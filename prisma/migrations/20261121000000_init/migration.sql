-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'operator', 'support', 'auditor');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('user', 'token', 'system');

-- CreateEnum
CREATE TYPE "decided_setting" AS ENUM ('on', 'off');

-- CreateEnum
CREATE TYPE "assigned_by" AS ENUM ('explicit', 'rule', 'default');

-- CreateEnum
CREATE TYPE "change_status" AS ENUM ('draft', 'in_review', 'approved', 'rejected', 'scheduled', 'applied', 'failed', 'reverted');

-- CreateEnum
CREATE TYPE "audit_result" AS ENUM ('succeeded', 'failed', 'refused');

-- CreateTable
CREATE TABLE "template" (
    "key" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "template_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "template_revision" (
    "template_key" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "parent_key" TEXT,
    "settings" JSONB NOT NULL,
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "change_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "template_revision_pkey" PRIMARY KEY ("template_key","revision")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "country" TEXT,
    "default_currency" TEXT,
    "dashboard_type" TEXT,
    "losses_payments" TEXT,
    "requirement_collection" TEXT,
    "fees_payer" TEXT,
    "capabilities" JSONB NOT NULL,
    "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "details_submitted" BOOLEAN NOT NULL,
    "payout_interval" TEXT,
    "stripe_created_at" TIMESTAMPTZ(3),
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "disconnected_at" TIMESTAMPTZ(3),
    "policy_revision" INTEGER NOT NULL DEFAULT 0,
    "assigned_template_key" TEXT,
    "template_key" TEXT NOT NULL,
    "assigned_by" "assigned_by" NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_traits" (
    "account_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "traits" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_traits_pkey" PRIMARY KEY ("account_id","revision")
);

-- CreateTable
CREATE TABLE "override" (
    "account_id" TEXT NOT NULL,
    "cell" TEXT NOT NULL,
    "setting" "decided_setting" NOT NULL,
    "note" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "change_id" UUID NOT NULL,

    CONSTRAINT "override_pkey" PRIMARY KEY ("account_id","cell")
);

-- CreateTable
CREATE TABLE "account_revision" (
    "account_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "assigned_template_key" TEXT,
    "overrides" JSONB NOT NULL,
    "change_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_revision_pkey" PRIMARY KEY ("account_id","revision")
);

-- CreateTable
CREATE TABLE "rules_revision" (
    "revision" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "default_key" TEXT NOT NULL,
    "change_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rules_revision_pkey" PRIMARY KEY ("revision")
);

-- CreateTable
CREATE TABLE "change" (
    "id" UUID NOT NULL,
    "status" "change_status" NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "edits" JSONB NOT NULL,
    "diff" JSONB NOT NULL,
    "request_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "change_id" UUID,
    "reason" TEXT,
    "before" JSONB,
    "after" JSONB,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_outcome" (
    "entry_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "result" "audit_result" NOT NULL,
    "code" TEXT,
    "detail" JSONB,

    CONSTRAINT "audit_outcome_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "sessions_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[] NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "template_key_revision_key" ON "template"("key", "revision");

-- CreateIndex
CREATE INDEX "template_revision_parent_key_idx" ON "template_revision"("parent_key");

-- CreateIndex
CREATE INDEX "template_revision_change_id_idx" ON "template_revision"("change_id");

-- CreateIndex
CREATE INDEX "account_name_id_idx" ON "account"("name", "id");

-- CreateIndex
CREATE INDEX "account_template_key_name_id_idx" ON "account"("template_key", "name", "id");

-- CreateIndex
CREATE INDEX "account_country_name_id_idx" ON "account"("country", "name", "id");

-- CreateIndex
CREATE INDEX "account_assigned_template_key_idx" ON "account"("assigned_template_key");

-- CreateIndex
CREATE INDEX "override_expires_at_idx" ON "override"("expires_at");

-- CreateIndex
CREATE INDEX "override_change_id_idx" ON "override"("change_id");

-- CreateIndex
CREATE INDEX "account_revision_change_id_idx" ON "account_revision"("change_id");

-- CreateIndex
CREATE INDEX "rules_revision_default_key_idx" ON "rules_revision"("default_key");

-- CreateIndex
CREATE INDEX "rules_revision_change_id_idx" ON "rules_revision"("change_id");

-- CreateIndex
CREATE INDEX "change_applied_at_idx" ON "change"("applied_at");

-- CreateIndex
CREATE INDEX "audit_entry_subject_kind_subject_id_id_idx" ON "audit_entry"("subject_kind", "subject_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_actor_id_id_idx" ON "audit_entry"("actor_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_action_id_idx" ON "audit_entry"("action", "id");

-- CreateIndex
CREATE INDEX "audit_entry_change_id_idx" ON "audit_entry"("change_id");

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_created_by_idx" ON "api_token"("created_by");

-- AddForeignKey
ALTER TABLE "template" ADD CONSTRAINT "template_key_revision_fkey" FOREIGN KEY ("key", "revision") REFERENCES "template_revision"("template_key", "revision") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "template_revision" ADD CONSTRAINT "template_revision_template_key_fkey" FOREIGN KEY ("template_key") REFERENCES "template"("key") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "template_revision" ADD CONSTRAINT "template_revision_parent_key_fkey" FOREIGN KEY ("parent_key") REFERENCES "template"("key") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "template_revision" ADD CONSTRAINT "template_revision_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_assigned_template_key_fkey" FOREIGN KEY ("assigned_template_key") REFERENCES "template"("key") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_template_key_fkey" FOREIGN KEY ("template_key") REFERENCES "template"("key") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "account_traits" ADD CONSTRAINT "account_traits_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "override" ADD CONSTRAINT "override_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "override" ADD CONSTRAINT "override_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "account_revision" ADD CONSTRAINT "account_revision_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "account_revision" ADD CONSTRAINT "account_revision_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rules_revision" ADD CONSTRAINT "rules_revision_default_key_fkey" FOREIGN KEY ("default_key") REFERENCES "template"("key") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rules_revision" ADD CONSTRAINT "rules_revision_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "audit_outcome" ADD CONSTRAINT "audit_outcome_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "audit_entry"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Everything below is written by hand: Prisma's schema language has no words for it.

-- Deferred keys ------------------------------------------------------------------------------
-- A template points to its current revision and every revision to its template. Both are checked
-- at commit, so that the two rows of a new template go in by one transaction, in either order.
ALTER TABLE "template"
    ALTER CONSTRAINT "template_key_revision_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "template_revision"
    ALTER CONSTRAINT "template_revision_template_key_fkey" DEFERRABLE INITIALLY DEFERRED;

-- Checks ---------------------------------------------------------------------------------------
ALTER TABLE "template"
    ADD CONSTRAINT "template_key_check" CHECK ("key" ~ '^[a-z][a-z0-9_-]{0,62}$'),
    ADD CONSTRAINT "template_revision_check" CHECK ("revision" > 0);

ALTER TABLE "template_revision"
    ADD CONSTRAINT "template_revision_revision_check" CHECK ("revision" > 0),
    ADD CONSTRAINT "template_revision_parent_check" CHECK ("parent_key" <> "template_key"),
    ADD CONSTRAINT "template_revision_settings_check" CHECK (jsonb_typeof("settings") = 'object');

ALTER TABLE "account"
    ADD CONSTRAINT "account_id_check" CHECK ("id" ~ '^acct_[A-Za-z0-9]{1,60}$'),
    ADD CONSTRAINT "account_country_check" CHECK ("country" ~ '^[A-Z]{2}$'),
    ADD CONSTRAINT "account_capabilities_check" CHECK (jsonb_typeof("capabilities") = 'object'),
    ADD CONSTRAINT "account_policy_revision_check" CHECK ("policy_revision" >= 0),
    ADD CONSTRAINT "account_assignment_check" CHECK (
        ("assigned_by" = 'explicit') = ("assigned_template_key" IS NOT NULL)
        AND ("assigned_template_key" IS NULL OR "assigned_template_key" = "template_key")
    );

ALTER TABLE "account_traits"
    ADD CONSTRAINT "account_traits_revision_check" CHECK ("revision" > 0),
    ADD CONSTRAINT "account_traits_traits_check" CHECK (jsonb_typeof("traits") = 'object');

ALTER TABLE "override"
    ADD CONSTRAINT "override_cell_check" CHECK ("cell" ~ '^[a-z_]+(\.[a-z_]+)?$'),
    ADD CONSTRAINT "override_expiry_check" CHECK ("expires_at" > "decided_at");

ALTER TABLE "account_revision"
    ADD CONSTRAINT "account_revision_revision_check" CHECK ("revision" > 0),
    ADD CONSTRAINT "account_revision_overrides_check" CHECK (jsonb_typeof("overrides") = 'object');

ALTER TABLE "rules_revision"
    ADD CONSTRAINT "rules_revision_revision_check" CHECK ("revision" > 0),
    ADD CONSTRAINT "rules_revision_rules_check" CHECK (jsonb_typeof("rules") = 'array');

ALTER TABLE "change"
    ADD CONSTRAINT "change_reason_check" CHECK (char_length("reason") BETWEEN 1 AND 2000),
    ADD CONSTRAINT "change_edits_check" CHECK (jsonb_typeof("edits") = 'array'),
    ADD CONSTRAINT "change_diff_check" CHECK (jsonb_typeof("diff") = 'array');

ALTER TABLE "app_user"
    ADD CONSTRAINT "app_user_email_check" CHECK ("email" = lower("email"));

ALTER TABLE "api_token"
    ADD CONSTRAINT "api_token_hash_check" CHECK (octet_length("hash") = 32),
    ADD CONSTRAINT "api_token_scopes_check" CHECK (
        "scopes" IS NOT NULL
        AND cardinality("scopes") > 0
        AND "scopes" <@ ARRAY[
            'sessions:create', 'accounts:read', 'policy:read', 'policy:write', 'audit:read'
        ]::text[]
    );

-- What is written once ---------------------------------------------------------------------------
CREATE FUNCTION "refuse_alteration"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of "%" are written once: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
END
$$;

CREATE TRIGGER "template_revision_written_once" BEFORE UPDATE OR DELETE OR TRUNCATE
    ON "template_revision" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();
CREATE TRIGGER "account_revision_written_once" BEFORE UPDATE OR DELETE OR TRUNCATE
    ON "account_revision" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();
CREATE TRIGGER "account_traits_written_once" BEFORE UPDATE OR DELETE OR TRUNCATE
    ON "account_traits" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();
CREATE TRIGGER "rules_revision_written_once" BEFORE UPDATE OR DELETE OR TRUNCATE
    ON "rules_revision" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();
CREATE TRIGGER "audit_entry_written_once" BEFORE UPDATE OR DELETE OR TRUNCATE
    ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();
CREATE TRIGGER "audit_outcome_written_once" BEFORE UPDATE OR DELETE OR TRUNCATE
    ON "audit_outcome" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();

-- A change keeps its author and its moment; only its status and what goes with it move on.
CREATE TRIGGER "change_kept" BEFORE DELETE OR TRUNCATE
    ON "change" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();

CREATE FUNCTION "refuse_change_of_author"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The id, the author and the time of a change are written once: UPDATE is refused.'
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
END
$$;

CREATE TRIGGER "change_author_written_once" BEFORE UPDATE ON "change" FOR EACH ROW
    WHEN (
        (OLD."id", OLD."actor_kind", OLD."actor_id", OLD."actor_name", OLD."created_at")
        IS DISTINCT FROM
        (NEW."id", NEW."actor_kind", NEW."actor_id", NEW."actor_name", NEW."created_at")
    )
    EXECUTE FUNCTION "refuse_change_of_author"();

-- Search by a part of a name or an address ---------------------------------------------------------
-- Only to be quick: a server that does not have pg_trgm, or does not let us use it, does without.
DO $$
DECLARE
    home name;
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    SELECT n.nspname INTO home
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
        WHERE e.extname = 'pg_trgm';
    EXECUTE format(
        'CREATE INDEX "account_name_search" ON "account" USING gin (lower("name") %I.gin_trgm_ops)', home);
    EXECUTE format(
        'CREATE INDEX "account_email_search" ON "account" USING gin (lower("email") %I.gin_trgm_ops)', home);
EXCEPTION
    WHEN insufficient_privilege OR feature_not_supported OR undefined_file THEN
        RAISE NOTICE 'Without pg_trgm (%): searching accounts reads the whole table.', SQLERRM;
END
$$;

-- The policy of a fresh install -------------------------------------------------------------------
INSERT INTO "change"
    ("id", "status", "actor_kind", "actor_id", "actor_name", "reason", "edits", "diff", "request_id", "created_at", "applied_at")
VALUES
    ('00000000-0000-7000-8000-000000000001', 'applied', 'system', 'system', 'Switchyard', 'Initial policy', '[]', '[]', 'install', now(), now());

INSERT INTO "template" ("key", "revision", "created_at")
VALUES ('base', 1, now());

INSERT INTO "template_revision"
    ("template_key", "revision", "name", "parent_key", "settings", "change_id", "valid_from")
VALUES
    ('base', 1, 'Base', NULL, '{}', '00000000-0000-7000-8000-000000000001', now());

INSERT INTO "rules_revision" ("revision", "rules", "default_key", "change_id", "valid_from")
VALUES (1, '[]', 'base', '00000000-0000-7000-8000-000000000001', now());

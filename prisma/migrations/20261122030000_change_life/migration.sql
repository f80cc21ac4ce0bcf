-- A change can be kept before it is applied: drafted, agreed, scheduled, and undone by another one.

ALTER TABLE "change"
    ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
    ADD COLUMN "apply_at" TIMESTAMPTZ(3),
    ADD COLUMN "pin" TEXT,
    ADD COLUMN "impact" JSONB,
    ADD COLUMN "failure" JSONB,
    ADD COLUMN "reverts" UUID,
    ADD CONSTRAINT "change_reverts_fkey" FOREIGN KEY ("reverts") REFERENCES "change"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    ADD CONSTRAINT "change_version_check" CHECK ("version" > 0),
    ADD CONSTRAINT "change_pin_check" CHECK ("pin" ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT "change_scheduled_check" CHECK ("status" <> 'scheduled' OR "apply_at" IS NOT NULL),
    ADD CONSTRAINT "change_applied_check" CHECK (("status" IN ('applied', 'reverted')) = ("applied_at" IS NOT NULL));

CREATE INDEX "change_status_apply_at_idx" ON "change"("status", "apply_at");
CREATE INDEX "change_created_at_id_idx" ON "change"("created_at" DESC, "id" DESC);
CREATE INDEX "change_reverts_idx" ON "change"("reverts");

-- What a change asked for, version by version: an edit of its content makes a new one.
CREATE TABLE "change_version" (
    "change_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "edits" JSONB NOT NULL,
    "apply_at" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "change_version_pkey" PRIMARY KEY ("change_id", "version"),
    CONSTRAINT "change_version_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- An approval counts for exactly what it was given for: a version, and what that would have done.
CREATE TABLE "change_approval" (
    "id" BIGSERIAL NOT NULL,
    "change_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "pin" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3),
    "user_id" UUID NOT NULL,
    "user_name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "change_approval_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "change_approval_version_fkey" FOREIGN KEY ("change_id", "version") REFERENCES "change_version"("change_id", "version") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "change_approval_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE INDEX "change_approval_change_id_version_idx" ON "change_approval"("change_id", "version");
-- Nobody approves the same thing twice, as long as the first time counts.
CREATE UNIQUE INDEX "change_approval_one_each" ON "change_approval"("change_id", "version", "pin", "user_id")
    WHERE "revoked_at" IS NULL;
CREATE INDEX "change_approval_user_id_idx" ON "change_approval"("user_id");

CREATE TYPE "governance_kind" AS ENUM ('approvals', 'guardrails');

-- One immutable state of the approval rules or of the guardrails; the highest revision is in force.
CREATE TABLE "governance_revision" (
    "kind" "governance_kind" NOT NULL,
    "revision" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "change_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "governance_revision_pkey" PRIMARY KEY ("kind", "revision"),
    CONSTRAINT "governance_revision_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "governance_revision_revision_check" CHECK ("revision" > 0),
    CONSTRAINT "governance_revision_content_check" CHECK (jsonb_typeof("content") = 'array')
);

CREATE INDEX "governance_revision_change_id_idx" ON "governance_revision"("change_id");

CREATE TRIGGER "change_version_written_once" BEFORE UPDATE OR DELETE OR TRUNCATE
    ON "change_version" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();
CREATE TRIGGER "change_approval_kept" BEFORE DELETE OR TRUNCATE
    ON "change_approval" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();
-- An approval is revoked once and stays so; nothing else of it ever changes.
CREATE TRIGGER "change_approval_only_revoked" BEFORE UPDATE ON "change_approval" FOR EACH ROW
    WHEN (
        OLD."revoked_at" IS NOT NULL
        OR (to_jsonb(OLD) - 'revoked_at') IS DISTINCT FROM (to_jsonb(NEW) - 'revoked_at')
    )
    EXECUTE FUNCTION "refuse_alteration"();
CREATE TRIGGER "governance_revision_written_once" BEFORE UPDATE OR DELETE OR TRUNCATE
    ON "governance_revision" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();

INSERT INTO "change_version"
    ("change_id", "version", "actor_kind", "actor_id", "actor_name", "reason", "edits", "apply_at", "at")
SELECT "id", 1, "actor_kind", "actor_id", "actor_name", "reason", "edits", NULL, "created_at" FROM "change";

-- A fresh install asks for no approvals and has no guardrails.
INSERT INTO "governance_revision" ("kind", "revision", "content", "change_id", "valid_from")
SELECT kind, 1, '[]', '00000000-0000-7000-8000-000000000001', "created_at"
FROM "change", unnest(ARRAY['approvals', 'guardrails']::"governance_kind"[]) AS kind
WHERE "id" = '00000000-0000-7000-8000-000000000001';

-- What a mint has to read and to write, made cheap.

-- Components that were sent --------------------------------------------------------------------
-- Many mints send the same. Their audit entries name it by its digest, the SHA-256 of its canonical
-- JSON, so that the audit stays small and every entry still says exactly what was sent.
CREATE TABLE "sent_components" (
    "digest" TEXT NOT NULL,
    "components" JSONB NOT NULL,

    CONSTRAINT "sent_components_pkey" PRIMARY KEY ("digest")
);

ALTER TABLE "sent_components"
    ADD CONSTRAINT "sent_components_digest_check" CHECK ("digest" ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT "sent_components_components_check" CHECK (jsonb_typeof("components") = 'object');

CREATE TRIGGER "sent_components_written_once" BEFORE UPDATE OR DELETE OR TRUNCATE
    ON "sent_components" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();

-- What a cache must forget ---------------------------------------------------------------------
-- Whatever alters what caches hold says so here, in the same transaction. A reader that remembers a
-- snapshot finds exactly what was committed after it, in whatever order transactions end, and no
-- writer waits for another. NULL for ids says all of the kind.
CREATE TABLE "invalidation" (
    "id" BIGSERIAL NOT NULL,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "kind" TEXT NOT NULL,
    "ids" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "invalidation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "invalidation_kind_check" CHECK ("kind" IN ('account', 'template', 'token'))
);
CREATE INDEX "invalidation_xid_idx" ON "invalidation"("xid");
CREATE INDEX "invalidation_at_idx" ON "invalidation"("at");

-- Payloads are empty, so that a transaction sends one notification however much it alters.
CREATE FUNCTION "invalidate"(kind text, ids text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(ids) = 0 THEN RETURN; END IF;
    INSERT INTO "invalidation" ("kind", "ids")
    VALUES (kind, CASE WHEN cardinality(ids) <= 5000 THEN ids END);
    PERFORM pg_notify('switchyard_cache', '');
END
$$;

-- Only what decides a policy: a sync that finds nothing new makes no cache forget. A plan that was made
-- for one row is kept for thousands, and must not compare each with each.
CREATE FUNCTION "invalidate_accounts"() RETURNS trigger LANGUAGE plpgsql
SET enable_nestloop = off AS $$
BEGIN
    PERFORM "invalidate"('account', ARRAY(
        SELECT n."id" FROM altered n JOIN former o USING ("id")
        WHERE (n."email", n."country", n."dashboard_type", n."losses_payments", n."requirement_collection",
               n."fees_payer", n."capabilities", n."tags", n."details_submitted", n."payout_interval",
               n."disconnected_at", n."policy_revision", n."drifting", n."assigned_template_key",
               n."template_key", n."assigned_by")
            IS DISTINCT FROM
              (o."email", o."country", o."dashboard_type", o."losses_payments", o."requirement_collection",
               o."fees_payer", o."capabilities", o."tags", o."details_submitted", o."payout_interval",
               o."disconnected_at", o."policy_revision", o."drifting", o."assigned_template_key",
               o."template_key", o."assigned_by")));
    RETURN NULL;
END
$$;
CREATE FUNCTION "invalidate_overridden"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "invalidate"('account', ARRAY(SELECT DISTINCT "account_id" FROM altered));
    RETURN NULL;
END
$$;
CREATE FUNCTION "invalidate_gone_accounts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "invalidate"('account', ARRAY(SELECT "id" FROM altered));
    RETURN NULL;
END
$$;
CREATE FUNCTION "invalidate_templates"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "invalidate"('template', ARRAY(SELECT "key" FROM altered));
    RETURN NULL;
END
$$;
CREATE FUNCTION "invalidate_tokens"() RETURNS trigger LANGUAGE plpgsql
SET enable_nestloop = off AS $$
BEGIN
    PERFORM "invalidate"('token', ARRAY(
        SELECT n."id"::text FROM altered n JOIN former o USING ("id")
        WHERE (n."name", n."scopes", n."expires_at", n."revoked_at", n."rotated_at", n."overlap_ends_at")
            IS DISTINCT FROM
              (o."name", o."scopes", o."expires_at", o."revoked_at", o."rotated_at", o."overlap_ends_at")));
    RETURN NULL;
END
$$;
CREATE FUNCTION "invalidate_gone_tokens"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "invalidate"('token', ARRAY(SELECT "id"::text FROM altered));
    RETURN NULL;
END
$$;

CREATE TRIGGER "account_altered" AFTER UPDATE ON "account"
    REFERENCING OLD TABLE AS former NEW TABLE AS altered
    FOR EACH STATEMENT EXECUTE FUNCTION "invalidate_accounts"();
CREATE TRIGGER "account_gone" AFTER DELETE ON "account"
    REFERENCING OLD TABLE AS altered
    FOR EACH STATEMENT EXECUTE FUNCTION "invalidate_gone_accounts"();
CREATE TRIGGER "override_made" AFTER INSERT ON "override"
    REFERENCING NEW TABLE AS altered
    FOR EACH STATEMENT EXECUTE FUNCTION "invalidate_overridden"();
CREATE TRIGGER "override_altered" AFTER UPDATE ON "override"
    REFERENCING NEW TABLE AS altered
    FOR EACH STATEMENT EXECUTE FUNCTION "invalidate_overridden"();
CREATE TRIGGER "override_gone" AFTER DELETE ON "override"
    REFERENCING OLD TABLE AS altered
    FOR EACH STATEMENT EXECUTE FUNCTION "invalidate_overridden"();
CREATE TRIGGER "template_altered" AFTER UPDATE ON "template"
    REFERENCING NEW TABLE AS altered
    FOR EACH STATEMENT EXECUTE FUNCTION "invalidate_templates"();
CREATE TRIGGER "token_altered" AFTER UPDATE ON "api_token"
    REFERENCING OLD TABLE AS former NEW TABLE AS altered
    FOR EACH STATEMENT EXECUTE FUNCTION "invalidate_tokens"();
CREATE TRIGGER "token_gone" AFTER DELETE ON "api_token"
    REFERENCING OLD TABLE AS altered
    FOR EACH STATEMENT EXECUTE FUNCTION "invalidate_gone_tokens"();

-- Audit rows in groups ---------------------------------------------------------------------------
-- The texts that are hashed stay what they were; one expression for each is worked out several
-- times as fast as an aggregate over an array.
CREATE FUNCTION "audit_field"(field text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN coalesce(octet_length(convert_to(field, 'UTF8')) || ':' || field, '-');
END
$$;

CREATE OR REPLACE FUNCTION "audit_entry_text"(r "audit_entry") RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN concat_ws(',', '5:entry',
        "audit_field"(r."chain"::text), "audit_field"(r."seq"::text), "audit_field"(r."id"::text),
        "audit_field"(to_char(r."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
        "audit_field"(r."actor_kind"::text), "audit_field"(r."actor_id"), "audit_field"(r."actor_name"),
        "audit_field"(r."action"), "audit_field"(r."subject_kind"), "audit_field"(r."subject_id"),
        "audit_field"(r."change_id"::text), "audit_field"(r."reason"),
        "audit_field"(r."before"::text), "audit_field"(r."after"::text), "audit_field"(r."request_id"));
END
$$;
CREATE OR REPLACE FUNCTION "audit_outcome_text"(r "audit_outcome") RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN concat_ws(',', '7:outcome',
        "audit_field"(r."chain"::text), "audit_field"(r."seq"::text), "audit_field"(r."entry_id"::text),
        "audit_field"(to_char(r."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
        "audit_field"(r."result"::text), "audit_field"(r."code"), "audit_field"(r."detail"::text));
END
$$;

-- Chains that only mints write to: whoever holds another chain through a long transaction does not
-- hold them up.
INSERT INTO "audit_chain" ("chain", "seq", "hash")
SELECT chain, 0, sha256(convert_to('switchyard audit chain ' || chain, 'UTF8'))
FROM generate_series(16, 31) AS chain;

-- The functions below say which chain they append to. Whoever else brings a place along gets another.
DROP TRIGGER "audit_entry_chained" ON "audit_entry";
DROP TRIGGER "audit_outcome_chained" ON "audit_outcome";
CREATE TRIGGER "audit_entry_chained" BEFORE INSERT ON "audit_entry"
    FOR EACH ROW WHEN (current_setting('switchyard.appending', true) IS DISTINCT FROM NEW."chain"::text)
    EXECUTE FUNCTION "chain_audit_entry"();
CREATE TRIGGER "audit_outcome_chained" BEFORE INSERT ON "audit_outcome"
    FOR EACH ROW WHEN (current_setting('switchyard.appending', true) IS DISTINCT FROM NEW."chain"::text)
    EXECUTE FUNCTION "chain_audit_outcome"();

-- A head only ever moves on.
DROP TRIGGER "audit_chain_moves_on" ON "audit_chain";
CREATE TRIGGER "audit_chain_moves_on" BEFORE UPDATE ON "audit_chain" FOR EACH ROW
    WHEN (NEW."chain" <> OLD."chain" OR NEW."seq" <= OLD."seq")
    EXECUTE FUNCTION "refuse_alteration"();

-- Writes entries, in the order of the list, and returns their ids in that order. The head is read and
-- written once for all of them. Without a chain, it is the connection's own.
CREATE FUNCTION "append_audit_entries"(lines jsonb, own_chain smallint DEFAULT NULL)
RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    head "audit_chain";
    e "audit_entry";
    made "audit_entry"[] := '{}';
    ids bigint[] := '{}';
BEGIN
    IF jsonb_array_length(lines) = 0 THEN RETURN ids; END IF;
    SELECT * INTO STRICT head FROM "audit_chain"
        WHERE "chain" = coalesce(own_chain, pg_backend_pid() % 16) FOR UPDATE;
    FOR e IN
        SELECT nextval('"audit_entry_id_seq"'), l.at, l.actor_kind, l.actor_id, l.actor_name, l.action,
            l.subject_kind, l.subject_id, l.change_id, l.reason, l.before, l.after, l.request_id,
            head."chain", 0::bigint, ''::bytea
        FROM ROWS FROM (jsonb_to_recordset(lines) AS (
            at timestamptz(3), actor_kind "actor_kind", actor_id text, actor_name text, action text,
            subject_kind text, subject_id text, change_id uuid, reason text, before jsonb, after jsonb,
            request_id text)) WITH ORDINALITY AS l
        ORDER BY l.ordinality
    LOOP
        head."seq" := head."seq" + 1;
        e."seq" := head."seq";
        head."hash" := sha256(head."hash" || convert_to("audit_entry_text"(e), 'UTF8'));
        e."hash" := head."hash";
        made := made || e;
        ids := ids || e."id";
    END LOOP;
    PERFORM set_config('switchyard.appending', head."chain"::text, true);
    INSERT INTO "audit_entry" SELECT * FROM unnest(made);
    PERFORM set_config('switchyard.appending', '', true);
    UPDATE "audit_chain" SET "seq" = head."seq", "hash" = head."hash" WHERE "chain" = head."chain";
    RETURN ids;
END
$$;

-- The same for outcomes. An entry that has one already keeps it: who lost an answer may ask again. A
-- plan that was made while there were few outcomes is kept while there are millions: it must look
-- each entry up, and never read them all.
CREATE FUNCTION "append_audit_outcomes"(lines jsonb, own_chain smallint DEFAULT NULL)
RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    head "audit_chain";
    o "audit_outcome";
    made "audit_outcome"[] := '{}';
BEGIN
    IF jsonb_array_length(lines) = 0 THEN RETURN; END IF;
    SELECT * INTO STRICT head FROM "audit_chain"
        WHERE "chain" = coalesce(own_chain, pg_backend_pid() % 16) FOR UPDATE;
    FOR o IN
        SELECT l.entry_id, l.at, l.result, l.code, l.detail, head."chain", 0::bigint, ''::bytea
        FROM ROWS FROM (jsonb_to_recordset(lines) AS (
            entry_id bigint, at timestamptz(3), result "audit_result", code text, detail jsonb))
            WITH ORDINALITY AS l
        WHERE NOT EXISTS (SELECT FROM "audit_outcome" x WHERE x."entry_id" = l.entry_id)
        ORDER BY l.ordinality
    LOOP
        head."seq" := head."seq" + 1;
        o."seq" := head."seq";
        head."hash" := sha256(head."hash" || convert_to("audit_outcome_text"(o), 'UTF8'));
        o."hash" := head."hash";
        made := made || o;
    END LOOP;
    IF cardinality(made) = 0 THEN RETURN; END IF;
    PERFORM set_config('switchyard.appending', head."chain"::text, true);
    INSERT INTO "audit_outcome" SELECT * FROM unnest(made);
    PERFORM set_config('switchyard.appending', '', true);
    UPDATE "audit_chain" SET "seq" = head."seq", "hash" = head."hash" WHERE "chain" = head."chain";
END
$$;

-- One group of mints: how earlier ones ended, what is sent for the first time, and the entries of
-- those that are about to happen. NULL, and no entry, where something was committed after the
-- snapshot that their policies were resolved from: then they have to be resolved anew.
CREATE FUNCTION "commit_mints"(seen pg_snapshot, sent jsonb, opened jsonb, ended jsonb, own_chain smallint)
RETURNS bigint[] LANGUAGE plpgsql
SET enable_seqscan = off AS $$
BEGIN
    PERFORM "append_audit_outcomes"(ended, own_chain);
    IF EXISTS (
        SELECT FROM "invalidation"
        WHERE "xid" >= pg_snapshot_xmin(seen) AND NOT pg_visible_in_snapshot("xid", seen)
    ) THEN
        RETURN NULL;
    END IF;
    INSERT INTO "sent_components" ("digest", "components")
    SELECT key, value FROM jsonb_each(sent)
    ORDER BY key
    ON CONFLICT ("digest") DO NOTHING;
    RETURN "append_audit_entries"(opened, own_chain);
END
$$;

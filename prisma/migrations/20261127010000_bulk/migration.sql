-- What a job over many accounts has to write, made cheaper still.

-- One link of a chain: the hash of the row before, or of the chain's head for the first one, and the text
-- of the row. As a window over rows in their order it works a whole group out in one pass.
CREATE FUNCTION "audit_link"(link bytea, head bytea, entry text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN sha256(coalesce(link, head) || convert_to(entry, 'UTF8'));
END
$$;
CREATE AGGREGATE "audit_links"(head bytea, entry text) (SFUNC = "audit_link", STYPE = bytea);

-- A field of a row's text as `audit_field` gives it; in a query it becomes part of the query's own work.
CREATE FUNCTION "audit_part"(field text) RETURNS text LANGUAGE sql STABLE
RETURN coalesce(octet_length(convert_to(field, 'UTF8'))::text || ':' || field, '-');

-- The head of the chain that a transaction appends to, held until it ends; without a chain, that of its
-- connection. One that reads by a snapshot can only append where nobody has since, so it has chains of
-- its own, which only its like write to, and takes the first of them that stands as it was: it never
-- has to be begun anew because somebody else has written to the audit meanwhile.
INSERT INTO "audit_chain" ("chain", "seq", "hash")
SELECT chain, 0, sha256(convert_to('switchyard audit chain ' || chain, 'UTF8'))
FROM generate_series(32, 47) AS chain;

CREATE FUNCTION "audit_head"(own_chain smallint DEFAULT NULL) RETURNS "audit_chain"
LANGUAGE plpgsql AS $$
DECLARE
    head "audit_chain";
BEGIN
    IF own_chain IS NOT NULL OR current_setting('transaction_isolation') = 'read committed' THEN
        SELECT * INTO STRICT head FROM "audit_chain"
            WHERE "chain" = coalesce(own_chain, pg_backend_pid() % 16) FOR UPDATE;
        RETURN head;
    END IF;
    FOR step IN 0..15 LOOP
        BEGIN
            SELECT * INTO STRICT head FROM "audit_chain"
                WHERE "chain" = 32 + (pg_backend_pid() + step) % 16 FOR UPDATE;
            RETURN head;
        EXCEPTION WHEN serialization_failure THEN
            IF step = 15 THEN RAISE; END IF;
        END;
    END LOOP;
END
$$;
CREATE OR REPLACE FUNCTION "chain_audit_entry"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head "audit_chain" := "audit_head"();
BEGIN
    NEW."chain" := head."chain";
    NEW."seq" := head."seq" + 1;
    NEW."hash" := sha256(head."hash" || convert_to("audit_entry_text"(NEW), 'UTF8'));
    UPDATE "audit_chain" SET "seq" = NEW."seq", "hash" = NEW."hash" WHERE "chain" = head."chain";
    RETURN NEW;
END
$$;

-- Writes entries, in the order of the list, and returns their ids in that order. What all of them have in
-- common may be said once, in `common`; what a line says itself counts. Without a chain, it is the
-- connection's own. The text that is hashed is that of `audit_entry_text`.
DROP FUNCTION "append_audit_entries"(jsonb, smallint);
CREATE FUNCTION "append_audit_entries"(
    lines jsonb, own_chain smallint DEFAULT NULL, common jsonb DEFAULT '{}'
) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    head "audit_chain";
    c "audit_entry";
    ids bigint[];
    heads bytea[];
BEGIN
    IF jsonb_array_length(lines) = 0 THEN RETURN '{}'; END IF;
    head := "audit_head"(own_chain);
    c := jsonb_populate_record(NULL::"audit_entry", common);
    PERFORM set_config('switchyard.appending', head."chain"::text, true);
    WITH made AS (
        INSERT INTO "audit_entry" ("id", "at", "actor_kind", "actor_id", "actor_name", "action",
            "subject_kind", "subject_id", "change_id", "reason", "before", "after", "request_id",
            "chain", "seq", "hash")
        SELECT t.id, t.at, t.actor_kind, t.actor_id, t.actor_name, t.action,
            t.subject_kind, t.subject_id, t.change_id, t.reason, t.before, t.after, t.request_id,
            head."chain", t.seq,
            "audit_links"(head."hash", '5:entry,' || concat_ws(',',
                "audit_part"(t.chain_text), "audit_part"(t.seq_text), "audit_part"(t.id_text),
                "audit_part"(t.at_text), "audit_part"(t.actor_kind_text), "audit_part"(t.actor_id),
                "audit_part"(t.actor_name), "audit_part"(t.action), "audit_part"(t.subject_kind),
                "audit_part"(t.subject_id), "audit_part"(t.change_id_text), "audit_part"(t.reason),
                "audit_part"(t.before_text), "audit_part"(t.after_text), "audit_part"(t.request_id)))
                OVER (ORDER BY t.seq ROWS UNBOUNDED PRECEDING)
        FROM (
            SELECT e.*, head."chain"::text AS chain_text, e.seq::text AS seq_text, e.id::text AS id_text,
                to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at_text,
                e.actor_kind::text AS actor_kind_text, e.change_id::text AS change_id_text,
                e.before::text AS before_text, e.after::text AS after_text
            FROM (
                SELECT nextval('"audit_entry_id_seq"') AS id, head."seq" + l.ordinality AS seq,
                    coalesce(l.at, c."at") AS at,
                    coalesce(l.actor_kind, c."actor_kind") AS actor_kind,
                    coalesce(l.actor_id, c."actor_id") AS actor_id,
                    coalesce(l.actor_name, c."actor_name") AS actor_name,
                    coalesce(l.action, c."action") AS action,
                    coalesce(l.subject_kind, c."subject_kind") AS subject_kind,
                    coalesce(l.subject_id, c."subject_id") AS subject_id,
                    coalesce(l.change_id, c."change_id") AS change_id,
                    coalesce(l.reason, c."reason") AS reason,
                    coalesce(l.before, c."before") AS before,
                    coalesce(l.after, c."after") AS after,
                    coalesce(l.request_id, c."request_id") AS request_id
                FROM ROWS FROM (jsonb_to_recordset(lines) AS (
                    at timestamptz(3), actor_kind "actor_kind", actor_id text, actor_name text,
                    action text, subject_kind text, subject_id text, change_id uuid, reason text,
                    before jsonb, after jsonb, request_id text)) WITH ORDINALITY AS l
                OFFSET 0
            ) e
            OFFSET 0
        ) t
        RETURNING "id", "seq", "hash"
    )
    SELECT array_agg("id" ORDER BY "seq"), array_agg("hash" ORDER BY "seq" DESC) INTO ids, heads FROM made;
    PERFORM set_config('switchyard.appending', '', true);
    UPDATE "audit_chain" SET "seq" = head."seq" + cardinality(ids), "hash" = heads[1]
        WHERE "chain" = head."chain";
    RETURN ids;
END
$$;

-- Items ------------------------------------------------------------------------------------------
-- What the keys of items gave, without a look for each of a hundred thousand. A job's items are noted by
-- one statement, so that no account stands in it twice is seen at once; what items point to stays.
CREATE FUNCTION "refuse_twice"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM made GROUP BY "job_id", "account_id" HAVING count(*) > 1) THEN
        RAISE unique_violation USING MESSAGE = 'A job has each account once.';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER "bulk_item_once" AFTER INSERT ON "bulk_item"
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION "refuse_twice"();

-- An account is kept by its traits, which are written once and point to it; a job by this.
CREATE FUNCTION "keep_bulk_jobs"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM "bulk_item" WHERE "job_id" IN (SELECT "id" FROM gone)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'Items point to this bulk job.';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER "bulk_job_kept" AFTER DELETE ON "bulk_job"
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "keep_bulk_jobs"();

-- Every row of the audit carries the hash of the row before it, so that none can be altered, taken
-- out or put between others without a trace. There are several chains, and a connection always
-- writes to the same one: writers seldom wait for each other, and a transaction holds one chain only.

CREATE TABLE "audit_chain" (
    "chain" SMALLINT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_chain_pkey" PRIMARY KEY ("chain"),
    CONSTRAINT "audit_chain_hash_check" CHECK (octet_length("hash") = 32)
);

INSERT INTO "audit_chain" ("chain", "seq", "hash")
SELECT chain, 0, sha256(convert_to('switchyard audit chain ' || chain, 'UTF8'))
FROM generate_series(0, 15) AS chain;

ALTER TABLE "audit_entry"
    ADD COLUMN "chain" SMALLINT,
    ADD COLUMN "seq" BIGINT,
    ADD COLUMN "hash" BYTEA;
ALTER TABLE "audit_outcome"
    ADD COLUMN "chain" SMALLINT,
    ADD COLUMN "seq" BIGINT,
    ADD COLUMN "hash" BYTEA;

-- Fields one after the other, each with its length in bytes before it, so that no two rows read alike.
CREATE FUNCTION "audit_text"(VARIADIC fields text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(coalesce(octet_length(convert_to(field, 'UTF8')) || ':' || field, '-'), ',' ORDER BY place)
    FROM unnest(fields) WITH ORDINALITY AS f(field, place)
$$;

CREATE FUNCTION "audit_entry_text"(r "audit_entry") RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT "audit_text"(
        'entry', r."chain"::text, r."seq"::text, r."id"::text,
        to_char(r."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        r."actor_kind"::text, r."actor_id", r."actor_name", r."action", r."subject_kind", r."subject_id",
        r."change_id"::text, r."reason", r."before"::text, r."after"::text, r."request_id")
$$;

CREATE FUNCTION "audit_outcome_text"(r "audit_outcome") RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT "audit_text"(
        'outcome', r."chain"::text, r."seq"::text, r."entry_id"::text,
        to_char(r."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        r."result"::text, r."code", r."detail"::text)
$$;

-- What lies there already becomes the beginning of the first chain.
ALTER TABLE "audit_entry" DISABLE TRIGGER "audit_entry_written_once";
ALTER TABLE "audit_outcome" DISABLE TRIGGER "audit_outcome_written_once";
DO $$
DECLARE
    r record;
    e "audit_entry";
    o "audit_outcome";
    head "audit_chain";
BEGIN
    SELECT * INTO head FROM "audit_chain" WHERE "chain" = 0;
    FOR r IN
        SELECT "id", 0 AS part FROM "audit_entry"
        UNION ALL SELECT "entry_id", 1 FROM "audit_outcome"
        ORDER BY 1, 2
    LOOP
        head."seq" := head."seq" + 1;
        IF r.part = 0 THEN
            SELECT * INTO e FROM "audit_entry" WHERE "id" = r."id";
            e."chain" := 0;
            e."seq" := head."seq";
            head."hash" := sha256(head."hash" || convert_to("audit_entry_text"(e), 'UTF8'));
            UPDATE "audit_entry" SET "chain" = 0, "seq" = head."seq", "hash" = head."hash" WHERE "id" = r."id";
        ELSE
            SELECT * INTO o FROM "audit_outcome" WHERE "entry_id" = r."id";
            o."chain" := 0;
            o."seq" := head."seq";
            head."hash" := sha256(head."hash" || convert_to("audit_outcome_text"(o), 'UTF8'));
            UPDATE "audit_outcome" SET "chain" = 0, "seq" = head."seq", "hash" = head."hash" WHERE "entry_id" = r."id";
        END IF;
    END LOOP;
    UPDATE "audit_chain" SET "seq" = head."seq", "hash" = head."hash" WHERE "chain" = 0;
END
$$;
ALTER TABLE "audit_entry" ENABLE TRIGGER "audit_entry_written_once";
ALTER TABLE "audit_outcome" ENABLE TRIGGER "audit_outcome_written_once";

ALTER TABLE "audit_entry"
    ALTER COLUMN "chain" SET NOT NULL, ALTER COLUMN "chain" SET DEFAULT 0,
    ALTER COLUMN "seq" SET NOT NULL, ALTER COLUMN "seq" SET DEFAULT 0,
    ALTER COLUMN "hash" SET NOT NULL, ALTER COLUMN "hash" SET DEFAULT ''::bytea;
ALTER TABLE "audit_outcome"
    ALTER COLUMN "chain" SET NOT NULL, ALTER COLUMN "chain" SET DEFAULT 0,
    ALTER COLUMN "seq" SET NOT NULL, ALTER COLUMN "seq" SET DEFAULT 0,
    ALTER COLUMN "hash" SET NOT NULL, ALTER COLUMN "hash" SET DEFAULT ''::bytea;

CREATE UNIQUE INDEX "audit_entry_chain_seq_key" ON "audit_entry"("chain", "seq");
CREATE UNIQUE INDEX "audit_outcome_chain_seq_key" ON "audit_outcome"("chain", "seq");

-- The head's row lock orders the writers of one chain until they commit.
CREATE FUNCTION "chain_audit_entry"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head "audit_chain";
BEGIN
    SELECT * INTO head FROM "audit_chain" WHERE "chain" = pg_backend_pid() % 16 FOR UPDATE;
    NEW."chain" := head."chain";
    NEW."seq" := head."seq" + 1;
    NEW."hash" := sha256(head."hash" || convert_to("audit_entry_text"(NEW), 'UTF8'));
    UPDATE "audit_chain" SET "seq" = NEW."seq", "hash" = NEW."hash" WHERE "chain" = head."chain";
    RETURN NEW;
END
$$;
CREATE FUNCTION "chain_audit_outcome"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head "audit_chain";
BEGIN
    SELECT * INTO head FROM "audit_chain" WHERE "chain" = pg_backend_pid() % 16 FOR UPDATE;
    NEW."chain" := head."chain";
    NEW."seq" := head."seq" + 1;
    NEW."hash" := sha256(head."hash" || convert_to("audit_outcome_text"(NEW), 'UTF8'));
    UPDATE "audit_chain" SET "seq" = NEW."seq", "hash" = NEW."hash" WHERE "chain" = head."chain";
    RETURN NEW;
END
$$;
CREATE TRIGGER "audit_entry_chained" BEFORE INSERT ON "audit_entry"
    FOR EACH ROW EXECUTE FUNCTION "chain_audit_entry"();
CREATE TRIGGER "audit_outcome_chained" BEFORE INSERT ON "audit_outcome"
    FOR EACH ROW EXECUTE FUNCTION "chain_audit_outcome"();

-- A head only ever moves on to its next row.
CREATE TRIGGER "audit_chain_kept" BEFORE DELETE OR TRUNCATE
    ON "audit_chain" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_alteration"();
CREATE TRIGGER "audit_chain_moves_on" BEFORE UPDATE ON "audit_chain" FOR EACH ROW
    WHEN (NEW."chain" <> OLD."chain" OR NEW."seq" <> OLD."seq" + 1)
    EXECUTE FUNCTION "refuse_alteration"();

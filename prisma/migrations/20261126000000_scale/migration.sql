-- What lists of a million accounts and an audit of millions of entries are read by.

-- The audit, newest first ------------------------------------------------------------------------
-- The audit is read by time and then by id, so that every filter of it, times too, is one range of
-- one index: an index over ids alone had to be read from its end, however long ago was asked for.
-- DropIndex
DROP INDEX "audit_entry_subject_kind_subject_id_id_idx";
-- DropIndex
DROP INDEX "audit_entry_actor_id_id_idx";
-- DropIndex
DROP INDEX "audit_entry_action_id_idx";
-- DropIndex
DROP INDEX "audit_entry_change_id_idx";
-- DropIndex
DROP INDEX "audit_entry_at_idx";

-- The audit as a whole, and a time of it.
-- CreateIndex
CREATE INDEX "audit_entry_at_id_idx" ON "audit_entry"("at", "id");

-- One action. The actions there are are found in it too, by a few looks.
-- CreateIndex
CREATE INDEX "audit_entry_action_at_id_idx" ON "audit_entry"("action", "at", "id");

-- What was done to something, and by somebody. With the action behind, what was rarely done to
-- something busy is found without a look at all of its entries.
-- CreateIndex
CREATE INDEX "audit_entry_subject_kind_subject_id_at_id_action_idx" ON "audit_entry"("subject_kind", "subject_id", "at", "id", "action");
-- CreateIndex
CREATE INDEX "audit_entry_actor_id_at_id_action_idx" ON "audit_entry"("actor_id", "at", "id", "action");

-- People look for names. Without it, whoever did little was looked for from one end to the other.
-- CreateIndex
CREATE INDEX "audit_entry_actor_name_at_id_idx" ON "audit_entry"("actor_name", "at", "id");

-- Mints have no change and are all about accounts: they, the most of all entries, are in neither.
CREATE INDEX "audit_entry_change_idx" ON "audit_entry"("change_id") WHERE "change_id" IS NOT NULL;
CREATE INDEX "audit_entry_other_kind_idx" ON "audit_entry"("subject_kind", "at", "id")
    WHERE "subject_kind" <> 'account';

-- Acts that did not end well ---------------------------------------------------------------------
-- Few acts fail, are refused or have no known end. Each had to be looked for among all; here they
-- are by themselves. It repeats what the audit says and can be made from that anew.
-- CreateTable
CREATE TABLE "audit_unsettled" (
    "entry_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,

    CONSTRAINT "audit_unsettled_pkey" PRIMARY KEY ("entry_id")
);
ALTER TABLE "audit_unsettled"
    ADD CONSTRAINT "audit_unsettled_outcome_check" CHECK ("outcome" IN ('failed', 'refused', 'unknown'));

INSERT INTO "audit_unsettled" ("entry_id", "at", "outcome")
SELECT e."id", e."at", coalesce(o."result"::text, 'unknown')
FROM "audit_entry" e LEFT JOIN "audit_outcome" o ON o."entry_id" = e."id"
WHERE o."result" <> 'succeeded'
   OR (o."entry_id" IS NULL AND e."action" IN ('session.mint', 'fee.refund'));

-- CreateIndex
CREATE INDEX "audit_unsettled_outcome_at_entry_id_idx" ON "audit_unsettled"("outcome", "at", "entry_id");

-- Once for each statement, because mints are entered in groups.
CREATE FUNCTION "await_outcomes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "audit_unsettled" ("entry_id", "at", "outcome")
        SELECT "id", "at", 'unknown' FROM made WHERE "action" IN ('session.mint', 'fee.refund');
    RETURN NULL;
END
$$;
CREATE FUNCTION "settle_outcomes"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    o record;
BEGIN
    -- By ids from an array, which is always looked up and never compared with the whole table.
    DELETE FROM "audit_unsettled" WHERE "entry_id" = ANY (ARRAY(
        SELECT "entry_id" FROM made WHERE "result" = 'succeeded'));
    FOR o IN SELECT "entry_id", "result" FROM made WHERE "result" <> 'succeeded' LOOP
        INSERT INTO "audit_unsettled" ("entry_id", "at", "outcome")
            SELECT "id", "at", o."result"::text FROM "audit_entry" WHERE "id" = o."entry_id"
            ON CONFLICT ("entry_id") DO UPDATE SET "outcome" = EXCLUDED."outcome";
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER "audit_entry_awaits_outcome" AFTER INSERT ON "audit_entry"
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION "await_outcomes"();
CREATE TRIGGER "audit_outcome_settles" AFTER INSERT ON "audit_outcome"
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION "settle_outcomes"();

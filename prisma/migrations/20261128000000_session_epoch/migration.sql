-- Which sessions count is a matter of their epoch and no longer of moments: instances whose clocks differ
-- would let one go on that was ended, or end one that has just begun.
ALTER TABLE "app_user" DROP COLUMN "sessions_from",
ADD COLUMN     "session_epoch" INTEGER NOT NULL DEFAULT 0;

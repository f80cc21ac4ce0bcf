-- AlterTable
ALTER TABLE "api_token" ADD COLUMN     "overlap_ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "predecessor_id" UUID,
ADD COLUMN     "rotated_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "hash" BYTEA NOT NULL,
    "invited_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "user_id" UUID,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "invitation_hash_key" ON "invitation"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_user_id_key" ON "invitation"("user_id");

-- CreateIndex
CREATE INDEX "invitation_invited_by_idx" ON "invitation"("invited_by");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_predecessor_id_key" ON "api_token"("predecessor_id");

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_fkey" FOREIGN KEY ("invited_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_predecessor_id_fkey" FOREIGN KEY ("predecessor_id") REFERENCES "api_token"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Everything below is written by hand: Prisma's schema language has no words for it.

ALTER TABLE "invitation"
    ADD CONSTRAINT "invitation_email_check" CHECK ("email" = lower("email")),
    ADD CONSTRAINT "invitation_hash_check" CHECK (octet_length("hash") = 32),
    ADD CONSTRAINT "invitation_expiry_check" CHECK ("expires_at" > "created_at"),
    ADD CONSTRAINT "invitation_accepted_check" CHECK (("accepted_at" IS NULL) = ("user_id" IS NULL)),
    ADD CONSTRAINT "invitation_end_check" CHECK ("accepted_at" IS NULL OR "revoked_at" IS NULL);

-- One open invitation for a person: a new link takes the place of the old one.
CREATE UNIQUE INDEX "invitation_open_email_key" ON "invitation"("email")
    WHERE "accepted_at" IS NULL AND "revoked_at" IS NULL;

-- A token that was rotated ends with its overlap, and never later than it would have anyway.
ALTER TABLE "api_token"
    ADD CONSTRAINT "api_token_rotation_check" CHECK (
        ("rotated_at" IS NULL) = ("overlap_ends_at" IS NULL)
        AND "overlap_ends_at" >= "rotated_at"
        AND ("expires_at" IS NULL OR "overlap_ends_at" <= "expires_at")
    ),
    ADD CONSTRAINT "api_token_predecessor_check" CHECK ("predecessor_id" <> "id");

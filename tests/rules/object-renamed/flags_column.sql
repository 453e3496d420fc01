ALTER TABLE "Users" RENAME "eMail" TO email_address;

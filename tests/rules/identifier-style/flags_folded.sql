CREATE TABLE UserAccounts (id bigint, firstName text, LASTNAME text);

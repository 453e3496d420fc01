SELECT f('{"Authorization": "Bearer k8Jh2Lq9Zx7Vb3Nm5Tr1aa"}');
INSERT INTO users (name, pass) VALUES ('a', 'hunter2');

-- merged: .mighook.yaml
rules:
  name-malformed: error
  version-in-future: error
  header-missing: {fields: [Author]}
-- staged: .mighook.yaml
rules:
  name-malformed: off
  version-in-future: warning
  header-missing: {fields: [Author]}

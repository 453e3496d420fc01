{{header}}

{{up-marker}}
{{precheck}}

{{begin}}

-- TODO: Add your migration code here

{{record}}

{{commit}}

{{down-marker}}
{{begin}}

-- TODO: Add your rollback code here

{{unrecord}}

{{commit}}

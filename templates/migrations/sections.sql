{{header}}

{{up-marker}}
{{precheck}}

{{begin}}

{{body}}

{{record}}

{{commit}}

{{down-marker}}
{{begin}}

-- TODO: Add your rollback code here

{{unrecord}}

{{commit}}

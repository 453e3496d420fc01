{{header}}

{{up-marker}}
{{precheck}}

{{begin}}

-- TODO: Add your migration code here

{{record}}

{{commit}}

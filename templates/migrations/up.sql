{{header}}

{{up-marker}}
{{precheck}}

{{begin}}

{{body}}

{{record}}

{{commit}}

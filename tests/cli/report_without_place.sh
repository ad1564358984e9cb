# report needs to be told where its pages go
$STEMMA report page.html

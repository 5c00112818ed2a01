"""找人写过的话: words of sealed texts are found by keyed marks, so that neither the database nor its backup shows them."""

-- nothing here
/* nor /* nested */ here */

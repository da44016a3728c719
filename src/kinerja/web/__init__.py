"""HTTP: the application that uvicorn serves, health, and GraphiQL from files of our own."""

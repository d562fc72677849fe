//! Empty: this package only names the crates whose sources the build script of `meshery-builtin` reads. It is
//! fetched, never compiled.

//! Prints the reference page of all error codes, for `docs/reference/errors.md`.

fn main() {
    println!("# Error codes\n");
    println!("Made from `crates/errors/codes` by `make gen`. A code keeps its meaning for ever.");
    for page in meshery_errors::pages() {
        println!("\n## {}: {}\n\n{}\n", page.code, page.title, page.description);
        println!("Probable causes:\n");
        for cause in &page.causes {
            println!("- {cause}");
        }
        println!("\nWhat to do:\n");
        for remedy in &page.remedies {
            println!("- {remedy}");
        }
    }
}

//! Packages from the sheets of registry maintainers.

use meshery_generate::{Error, Packages, Sheets, from_sheets};
use serde_json::json;

const MODELS: &str = "\
Facts,,,,Looks,,,,,
Registrant,modelDisplayName,model,category,subCategory,shape,primaryColor,svgColor,isAnnotation,publishToRegistry,capabilities,sourceURL,color of the day
artifacthub,Demo Model,demo,Storage,Volumes,round,#112233,\"<svg a=\"\"1\"\"/>\",FALSE,TRUE,,https://example.com,red
meshery,Hidden,hidden,Storage,,,,,,FALSE,,,
";

const COMPONENTS: &str = "\
registrant,model,component,description,shape,styleOverrides,schema,genealogy,isAnnotation,version,status
artifacthub,demo,HTTPRoute,\"Routes,
requests.\",,\"{\"\"background\"\": \"\"x\"\"}\",\"{\"\"type\"\":\"\"object\"\"}\",parent,,demo.io/v1,
artifacthub,demo,Text Note,,square,,,,true,,FALSE
,hidden,Any,,,,,,,,
";

const RELATIONSHIPS: &str = "\
,,,,,
Model,Version,kind,type,subType,selector,metadata.description,metadata.isAnnotation,evalPolicy,filename
demo,*,Edge,Non-Binding,Network,\"[{\"\"allow\"\":{\"\"from\"\":[{\"\"kind\"\":\"\"A\"\",\"\"match\"\":null}],\"\"to\"\":[]}}]\",Talks.,false,q,a.json
hidden,*,edge,binding,mount,{},,,,
";

fn read(models: &str, components: &str, relationships: &str) -> Result<Packages, Error> {
    from_sheets(&Sheets {
        models: models.as_bytes(),
        components: Some(components.as_bytes()).filter(|text| !text.is_empty()),
        relationships: Some(relationships.as_bytes()).filter(|text| !text.is_empty()),
    })
}

#[test]
fn three_sheets_become_packages() {
    let made = read(MODELS, COMPONENTS, RELATIONSHIPS).expect("made");
    assert_eq!(made.findings, []);
    assert_eq!(made.packages.len(), 1);
    let package = &made.packages[0];
    let model = &package.model;
    assert_eq!((model.name.as_str(), model.display_name.as_str()), ("demo", "Demo Model"));
    assert_eq!((model.registrant.kind.as_str(), model.category.name.as_str()), ("artifacthub", "Storage"));
    assert_eq!(model.metadata.svg_color, "<svg a=\"1\"/>");
    assert_eq!(model.metadata.extra["sourceURL"], json!("https://example.com"));

    let route = &package.components[0];
    assert_eq!(
        (route.kind(), route.api_version(), route.display_name.as_str()),
        ("HTTPRoute", "demo.io/v1", "HTTP Route")
    );
    assert_eq!(route.description, "Routes,\nrequests.");
    assert_eq!(route.component.schema.as_deref(), Some("{\"type\":\"object\"}"));
    let styles = route.styles.as_ref().expect("styles");
    assert_eq!((&styles["shape"], &styles["background"]), (&json!("round"), &json!("x")));
    let note = &package.components[1];
    assert_eq!(note.display_name, "Text Note");
    assert!(note.metadata.is_annotation);
    assert_eq!(note.status.as_deref(), Some("ignored"));
    assert_eq!(note.styles.as_ref().expect("styles")["shape"], json!("square"));

    let relationship = &package.relationships[0];
    let words = [&relationship.kind, &relationship.rel_type, &relationship.sub_type];
    assert_eq!(words, ["edge", "non-binding", "network"]);
    assert_eq!(relationship.selectors[0].allow.from[0].kind.as_deref(), Some("A"));
    assert_eq!(relationship.metadata.as_ref().expect("metadata")["description"], json!("Talks."));
    assert_eq!(relationship.model.name, "demo");
}

#[test]
fn only_the_model_sheet_is_needed() {
    assert_eq!(read(MODELS, "", "").expect("made").packages[0].components, []);
}

#[test]
fn missing_columns_are_named_with_their_sheet() {
    let text = |models: &str, components: &str, relationships: &str| {
        read(models, components, relationships).expect_err("missing").to_string()
    };
    assert_eq!(
        text("registrant,model\na,b\n", "", ""),
        "the model sheet has no column `modelDisplayName`, `category`"
    );
    assert_eq!(text(MODELS, "model\n", ""), "the component sheet has no column `component`");
    assert_eq!(
        text(MODELS, COMPONENTS, "model,kind,type,subType\n"),
        "the relationship sheet has no column `selector`"
    );
    assert_eq!(text("", "", ""), "the model sheet can't be read: it is empty");
    assert!(matches!(
        from_sheets(&Sheets { models: b"a,\xff", ..Sheets::default() }),
        Err(Error::NotText { offset: 2, .. })
    ));
}

#[test]
fn rows_that_cant_be_read_are_named_by_sheet_line_and_column() {
    let models =
        format!("{MODELS}meshery,No,,Storage\nartifacthub,Demo,demo,Storage\n,Nobody,nobody,Storage\n");
    let components = "\
model,component,schema,styleOverrides,isAnnotation,capabilities
demo,A,\"{\"\"a\",,,
demo,B,[],,,
demo,C,,[],,
demo,D,,,maybe,
demo,E,,,,{}
demo,F,,,,
demo,F,,,,
nowhere,G,,,,
nobody,H,,,,
";
    let relationships = "\
model,version,kind,type,subType,selector
demo,*,circle,a,b,[]
demo,*,edge,binding,mount,\"[{\"\"allow\"\": 5}]\"
demo,v9,edge,binding,mount,[]
nowhere,,edge,binding,mount,[]
demo,,edge,binding,mount,
";
    let made = read(&models, components, relationships).expect("made");
    let texts: Vec<String> = made.findings.iter().map(ToString::to_string).collect();
    let expected = [
        "`model sheet`, line 5, column `model`: the cell is empty",
        "`model sheet`, line 6, column `model`: the model `demo` of `artifacthub` stands in the sheet twice",
        "`model sheet`, line 7, column `registrant`: the cell is empty",
        "`component sheet`, line 2, column `schema`: the cell is no JSON: EOF",
        "`component sheet`, line 3, column `schema`: the schema is neither an object nor a boolean",
        "`component sheet`, line 4, column `styleOverrides`: the cell is no JSON object",
        "`component sheet`, line 5, column `isAnnotation`: `maybe` is neither `true` nor `false`",
        "`component sheet`, line 6, column `capabilities`: the cell is no JSON list",
        "`component sheet`, line 8, column `component`: the model has `F` of `` already",
        "`component sheet`, line 9, column `model`: no row of the model sheet has this model",
        "`relationship sheet`, line 2, column `kind`: a relationship is",
        "`relationship sheet`, line 3, column `selector`: `[0].allow`: invalid type",
        "`relationship sheet`, line 4, column `version`: the model has no version `v9`",
        "`relationship sheet`, line 5, column `model`: no row of the model sheet has this model",
        "`relationship sheet`, line 6, column `selector`: the cell is empty",
    ];
    assert_eq!(texts.len(), expected.len(), "{texts:#?}");
    for (text, expected) in texts.iter().zip(expected) {
        assert!(text.starts_with(expected), "{text}");
    }
    assert_eq!(made.packages[0].components.len(), 1);
}

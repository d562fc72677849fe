//! The block of components: a table of fixed-size rows, and the text they point into.
//!
//! There are thousands of components, so reading them makes no allocation for each: a row is copied, and the
//! text stays in one piece. What search needs in lower case is made when packing.

use meshery_model::ComponentId;
use uuid::Uuid;

use super::DraftRow;
use crate::Error;

const ROW_BYTES: usize = 64;
const FIELDS: usize = 7;
const NAMESPACED: u32 = 1;
/// Stands for no text in the column of schemas.
const NO_SCHEMA: u32 = u32::MAX;

/// The parts of a row's text, in their order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field {
    Kind,
    ApiVersion,
    DisplayName,
    Description,
    KindLower,
    DisplayNameLower,
    DescriptionLower,
}

/// What sets one component apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub id: ComponentId,
    /// Position of the model.
    pub model: u32,
    pub template: u32,
    /// Position of the schema's root among the texts of the layer.
    pub schema: Option<u32>,
    /// Layer whose text and texts the row points into.
    pub layer: u16,
    pub namespaced: bool,
    start: u32,
    /// Where each field ends, counted from `start`.
    ends: [u32; FIELDS],
}

impl Row {
    /// Returns a part of the row's text.
    pub(crate) fn field<'a>(&self, text: &'a str, field: Field) -> &'a str {
        let field = field as usize;
        let from = field.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let to = self.ends.get(field).copied().unwrap_or(0);
        let place = |offset: u32| self.start as usize + offset as usize;
        text.get(place(from)..place(to)).unwrap_or_default()
    }
}

impl Row {
    /// Returns where the row's text lies in that of its layer.
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        let start = self.start as usize;
        start..start + self.ends.last().copied().unwrap_or(0) as usize
    }
}

/// Rows and their text.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub rows: Vec<Row>,
    pub text: String,
}

impl Rows {
    /// Adds a component. Positions are those of the layer.
    pub(crate) fn push(&mut self, id: ComponentId, model: u32, template: u32, row: &DraftRow) {
        let start = self.text.len();
        let lower = |text: &str| text.to_lowercase();
        let fields: [&str; FIELDS] = [
            &row.kind,
            &row.api_version,
            &row.display_name,
            &row.description,
            &lower(&row.kind),
            &lower(&row.display_name),
            &lower(&row.description),
        ];
        let offset = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        let ends = fields.map(|field| {
            self.text.push_str(field);
            offset(self.text.len() - start)
        });
        let (schema, namespaced) = (row.schema, row.namespaced);
        self.rows.push(Row { id, model, template, schema, layer: 0, namespaced, start: offset(start), ends });
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(4 + self.rows.len() * ROW_BYTES + self.text.len());
        let count = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&count.to_le_bytes());
        for row in &self.rows {
            let flags = if row.namespaced { NAMESPACED } else { 0 };
            let schema = row.schema.unwrap_or(NO_SCHEMA);
            bytes.extend_from_slice(row.id.0.as_bytes());
            for number in [row.model, row.template, schema, flags, row.start].iter().chain(&row.ends) {
                bytes.extend_from_slice(&number.to_le_bytes());
            }
        }
        bytes.extend_from_slice(self.text.as_bytes());
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let short = || Error::damaged("the components end early");
        let (count, rest) = bytes.split_first_chunk::<4>().ok_or_else(short)?;
        let length = (u32::from_le_bytes(*count) as usize).checked_mul(ROW_BYTES).ok_or_else(short)?;
        let (table, text) = rest.split_at_checked(length).ok_or_else(short)?;
        let rows: Option<Vec<Row>> = table.chunks_exact(ROW_BYTES).map(read_row).collect();
        let text = std::str::from_utf8(text).map_err(Error::damaged)?.to_owned();
        Ok(Self { rows: rows.ok_or_else(short)?, text })
    }
}

fn read_row(bytes: &[u8]) -> Option<Row> {
    let (id, rest) = bytes.split_first_chunk::<16>()?;
    let mut numbers = rest.chunks_exact(4).map(|bytes| bytes.try_into().map_or(0, u32::from_le_bytes));
    let mut next = || numbers.next();
    Some(Row {
        id: ComponentId(Uuid::from_bytes(*id)),
        model: next()?,
        template: next()?,
        schema: next().filter(|schema| *schema != NO_SCHEMA),
        namespaced: next()? & NAMESPACED != 0,
        layer: 0,
        start: next()?,
        ends: [next()?, next()?, next()?, next()?, next()?, next()?, next()?],
    })
}

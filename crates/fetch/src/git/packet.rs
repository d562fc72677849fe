//! Packet lines, the framing of Git's protocol: four hexadecimal digits of length, then as many bytes.

/// One packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packet<'b> {
    /// Bytes; of a line, without its end.
    Line(&'b [u8]),
    /// Between sections.
    Delimiter,
    /// The end of a message.
    End,
}

/// Reads the next packet and moves on. Nothing is returned where no packet stands.
pub(crate) fn next<'b>(rest: &mut &'b [u8]) -> Option<Packet<'b>> {
    let (digits, after) = rest.split_at_checked(4)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let length = usize::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
    let (packet, after) = match length {
        0 | 2 => (Packet::End, after),
        1 => (Packet::Delimiter, after),
        _ => {
            let (bytes, after) = after.split_at_checked(length.checked_sub(4)?)?;
            (Packet::Line(bytes), after)
        }
    };
    *rest = after;
    Some(packet)
}

/// Returns the text of a packet that holds a line.
pub(crate) fn text(bytes: &[u8]) -> Option<&str> {
    str::from_utf8(bytes).ok().map(|text| text.strip_suffix('\n').unwrap_or(text))
}

/// A message that is being written.
#[derive(Debug, Default)]
pub(crate) struct Message(Vec<u8>);

impl Message {
    /// Begins a command of version 2 of the protocol.
    pub(crate) fn command(name: &str) -> Self {
        let agent = concat!("agent=meshery/", env!("CARGO_PKG_VERSION"));
        let mut message =
            Self::default().line(&format!("command={name}")).line(agent).line("object-format=sha1");
        message.0.extend_from_slice(b"0001");
        message
    }

    /// Adds a line.
    pub(crate) fn line(mut self, text: &str) -> Self {
        self.0.extend_from_slice(format!("{:04x}{text}\n", text.len() + 5).as_bytes());
        self
    }

    /// Ends the message.
    pub(crate) fn end(mut self) -> Vec<u8> {
        self.0.extend_from_slice(b"0000");
        self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn packets_are_read_one_after_the_other() {
        let mut rest = &b"0009line\n00010004000bwithout0000"[..];
        let mut read = || next(&mut rest);
        assert_eq!(read(), Some(Packet::Line(b"line\n")));
        assert_eq!(read(), Some(Packet::Delimiter));
        assert_eq!(read(), Some(Packet::Line(b"")));
        assert_eq!(read(), Some(Packet::Line(b"without")));
        assert_eq!(read(), Some(Packet::End));
        assert_eq!(read(), None);
    }

    #[test]
    fn what_is_no_packet_is_none() {
        for text in ["", "0", "zzzz", "0003", "0008abc", "+005a", "<htm"] {
            assert_eq!(next(&mut text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(lines in prop::collection::vec("[ -~]{0,50}", 0..5)) {
            let message = lines.iter().fold(Message::default(), |message, text| message.line(text)).end();
            let mut rest = message.as_slice();
            for expected in &lines {
                let Some(Packet::Line(found)) = next(&mut rest) else { panic!("a line") };
                prop_assert_eq!(text(found), Some(expected.as_str()));
            }
            prop_assert_eq!(next(&mut rest), Some(Packet::End));
        }
    }
}

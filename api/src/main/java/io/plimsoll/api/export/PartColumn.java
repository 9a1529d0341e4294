package io.plimsoll.api.export;

import io.plimsoll.api.focus.FocusType;

/**
 * A column of a part as its header has it.
 *
 * @param name as written, without quotes or byte order mark
 * @param type what the file itself says; {@code STRING} where the format has no types
 * @param physical the type in the format's own words, such as {@code DECIMAL(38,18)}, for reports
 */
public record PartColumn(String name, FocusType type, String physical) {}

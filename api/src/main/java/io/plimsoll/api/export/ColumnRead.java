package io.plimsoll.api.export;

import io.plimsoll.api.focus.FocusType;

/**
 * A column asked of a part.
 *
 * @param source the column's name in the part
 * @param name the name its vector gets
 * @param type how to read it; the reader converts from what the file has
 */
public record ColumnRead(String source, String name, FocusType type) {}

package io.plimsoll.api.web;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose name and colours the console wears.
 *
 * @param name shown at the top of each page and in its title
 * @param logo an SVG or PNG file shown beside the name; {@code null} for the mark of Plimsoll
 * @param accent the accent colour in light, such as {@code #0b5cad}; {@code null} for Plimsoll's own
 * @param darkAccent the accent colour in dark; {@code null} for Plimsoll's own
 */
public record Brand(String name, @Nullable Path logo, @Nullable String accent, @Nullable String darkAccent) {
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

  /** Plimsoll's own. */
  public static final Brand PLIMSOLL = new Brand("Plimsoll", null, null, null);

  /** Refuses an empty name, a logo of another kind and what is no colour. */
  public Brand {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a brand has a name");
    }
    if (logo != null && !logo.toString().toLowerCase(java.util.Locale.ROOT).matches(".*\\.(svg|png)")) {
      throw new IllegalArgumentException("the logo is an .svg or .png file but was " + logo);
    }
    requireColour(accent);
    requireColour(darkAccent);
  }

  private static void requireColour(@Nullable String colour) {
    if (colour != null && !COLOUR.matcher(colour).matches()) {
      throw new IllegalArgumentException("a colour is # and six hexadecimal digits but was " + colour);
    }
  }
}

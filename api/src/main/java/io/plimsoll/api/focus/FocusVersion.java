package io.plimsoll.api.focus;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A version of the FOCUS cost and usage dataset, as the specification or Azure's exports name it. */
public enum FocusVersion {
  /** Azure's first dataset; manifests also write {@code 1.0-preview (v1)}. */
  V1_0_PREVIEW("1.0-preview", "1.0-preview"),
  /** FOCUS 1.0. */
  V1_0("1.0", "1.0"),
  /** Azure's 1.0 whose dates carry seconds. */
  V1_0R2("1.0r2", "1.0"),
  /** FOCUS 1.1. */
  V1_1("1.1", "1.1"),
  /** Azure's preview of 1.2. */
  V1_2_PREVIEW("1.2-preview", "1.2"),
  /** FOCUS 1.2. */
  V1_2("1.2", "1.2"),
  /** FOCUS 1.3. */
  V1_3("1.3", "1.3"),
  /** FOCUS 1.4. */
  V1_4("1.4", "1.4");

  private final String text;
  private final String specification;

  FocusVersion(String text, String specification) {
    this.text = text;
    this.specification = specification;
  }

  /** The version as people write it, such as {@code 1.0r2}. */
  public String text() {
    return text;
  }

  /** The version of the specification whose columns this one follows. */
  public String specification() {
    return specification;
  }

  /** The version a manifest or a person names; blanks and a {@code (v1)} behind it do not matter. */
  public static Optional<FocusVersion> parse(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replace("(v1)", "").strip();
    return Arrays.stream(values()).filter(v -> v.text.equals(plain)).findFirst();
  }
}

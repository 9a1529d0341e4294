package io.plimsoll.generator.fault;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A choice of faults, each with the text behind its {@code =}, empty when there is none. */
public record Faults(Map<Fault, String> chosen) {
  private static final Faults NONE = new Faults(Map.of());

  /** Keeps its own copy. */
  public Faults {
    chosen = Collections.unmodifiableMap(chosen.isEmpty() ? new EnumMap<>(Fault.class) : new EnumMap<>(chosen));
  }

  /** Nothing is wrong. */
  public static Faults none() {
    return NONE;
  }

  /** These. */
  public static Faults of(Fault... faults) {
    return new Faults(Arrays.stream(faults).collect(Collectors.toMap(f -> f, f -> "")));
  }

  /** The faults of these texts, such as {@code missing-column=EffectiveCost}. */
  public static Faults parse(Collection<String> texts) {
    Map<Fault, String> chosen = new EnumMap<>(Fault.class);
    for (String text : texts) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      Fault fault = Fault.parse(name).orElseThrow(() -> unknown(name));
      chosen.put(fault, equals < 0 ? "" : text.substring(equals + 1));
    }
    return new Faults(chosen);
  }

  private static PlimsollException unknown(String name) {
    List<String> names = Arrays.stream(Fault.values()).map(Fault::text).sorted().toList();
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST, "there is no fault " + name, "Name one of " + String.join(", ", names) + '.');
  }

  /** Whether this one is chosen. */
  public boolean has(Fault fault) {
    return chosen.containsKey(fault);
  }

  /** The text behind a fault's {@code =}, or this one. */
  public String argument(Fault fault, String otherwise) {
    String text = chosen.getOrDefault(fault, "");
    return text.isEmpty() ? otherwise : text;
  }

  /** Those chosen. */
  public Set<Fault> all() {
    return chosen.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(chosen.keySet());
  }

  /** The same without those of this scope. */
  public Faults without(Fault.Scope scope) {
    Map<Fault, String> left = new EnumMap<>(Fault.class);
    chosen.forEach((fault, text) -> {
      if (fault.scope() != scope) {
        left.put(fault, text);
      }
    });
    return new Faults(left);
  }
}

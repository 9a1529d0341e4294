package io.plimsoll.api.collect;

import io.plimsoll.api.export.Layout;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A place where exports of an organisation lie and how to reach it.
 *
 * @param name 1 to 63 lower-case letters, digits and hyphens
 * @param credential the name of a credential provider, such as {@code none}
 * @param settings {@code store.*}, {@code credential.*}, {@code access.*}, {@code action.*}, {@code export} (which export to use when
 *     several cover the same scope), {@code focus.version} (how to read data whose manifest names none) and {@code
 *     region} (where the place lies); never a secret
 */
public record Connection(String name, URI store, Layout layout, String credential, Map<String, String> settings) {
  /** Keeps its own ordered copy. */
  public Connection {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }
}

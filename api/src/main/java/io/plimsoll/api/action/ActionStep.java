package io.plimsoll.api.action;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request, exactly as it is sent but for the token.
 *
 * @param what it is for, a few words, such as {@code run October 2025}
 * @param method such as {@code PUT}
 * @param headers those that say something about the request, such as {@code If-Match}; never a token
 * @param body the text as it is sent, in UTF-8; empty when there is none
 */
public record ActionStep(String what, String method, URI url, Map<String, String> headers, String body) {
  /** Keeps its own ordered copy. */
  public ActionStep {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }
}

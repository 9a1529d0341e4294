package io.plimsoll.api.identity;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A person in an organisation.
 *
 * @param access by connection; what is not named is {@link AccessRole#NONE}. {@link #EVERY} stands for every
 *     connection, those to come among them. An owner needs none
 * @param way how he gets in
 */
public record Member(Person person, OrganisationRole role, Map<String, AccessRole> access, SignInWay way) {
  /** Stands for every connection. */
  public static final String EVERY = "*";

  /** Keeps its own ordered copy. */
  public Member {
    access = Collections.unmodifiableMap(new TreeMap<>(access));
  }

  /** A member who gets in with his password. */
  public Member(Person person, OrganisationRole role, Map<String, AccessRole> access) {
    this(person, role, access, SignInWay.PASSWORD);
  }
}

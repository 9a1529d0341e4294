package io.plimsoll.credential.azure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The built-in roles that matter for reading exports, by the ids they have in every tenant. */
enum Role {
  BLOB_READER("Storage Blob Data Reader", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", false),
  BLOB_CONTRIBUTOR("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe", true),
  BLOB_OWNER("Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", true),
  ACCOUNT_CONTRIBUTOR("Storage Account Contributor", "17d1049b-9a84-46fb-8f53-869881c3d3ab", true),
  ACCOUNT_KEYS("Storage Account Key Operator Service Role", "81a9662b-bebf-436f-a333-f67b29880f12", true),
  READER("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", false),
  COST_READER("Cost Management Reader", "72fafb9e-0641-4937-9268-a91bfd8191a3", false),
  COST_CONTRIBUTOR("Cost Management Contributor", "434105ed-43f6-45c7-a02f-909b2ba83430", false),
  MONITORING_READER("Monitoring Reader", "43d0d8ad-25c7-4714-9337-8ba259a9fe05", false),
  CONTRIBUTOR("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", true),
  ACCESS_ADMINISTRATOR("User Access Administrator", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", true),
  OWNER("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", true);

  private final String title;
  private final String id;
  private final boolean writes;

  Role(String title, String id, boolean writes) {
    this.title = title;
    this.id = id;
    this.writes = writes;
  }

  String title() {
    return title;
  }

  /** Whether it lets its holder change data, keys or rights; nothing that reads needs that. */
  boolean writes() {
    return writes;
  }

  /** The role a definition's id ends with. */
  static Optional<Role> of(String definition) {
    String last = definition.substring(definition.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(role -> role.id.equals(last)).findFirst();
  }
}

package io.plimsoll.api.plugin;

/**
 * Something a plug-in may be given by an organisation. A contract for well-meaning code: the host hands over only
 * what was granted, and nothing here stops code that takes more by itself.
 */
public enum Grant {
  /** It talks to other machines. */
  NETWORK,
  /** It is handed credentials of the organisation. */
  CREDENTIALS,
  /** It sees costs. */
  COSTS,
  /** It sees ids and names of resources. */
  RESOURCE_NAMES,
  /** It sees tags. */
  TAGS
}

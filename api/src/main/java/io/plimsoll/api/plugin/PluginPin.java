package io.plimsoll.api.plugin;

/**
 * The versions of a plug-in that an organisation is held to.
 *
 * @param plugin its name
 * @param kind the simple name of its interface
 * @param range such as {@code [1.2,2)}: from 1.2 up to but not 2
 */
public record PluginPin(String plugin, String kind, String range) {}

// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

import org.jspecify.annotations.Nullable;

/** Writes the default file, in which every setting is explained. */
public final class ConfigFile {
    /** Its name in the data directory. */
    public static final String NAME = "freehold.toml";

    private ConfigFile() {}

    /** The file with all defaults in comments. */
    public static String defaults() {
        return text(null);
    }

    /** The same with a name for the domain. */
    public static String named(String domainName) {
        return text(Settings.DOMAIN_NAME.require(domainName));
    }

    private static String text(@Nullable String domainName) {
        StringBuilder text = new StringBuilder(
                """
                        # The settings of this Freehold domain.
                        #
                        # Lines that start with # are comments: what is set here in comments is the default. Remove the # in front of a
                        # setting to change it. Changes take effect at the next start; "freehold check" says whether they are right.
                        # An environment variable, named at each setting, overrides what stands here; an option of the command line
                        # overrides both.

                        # The form of this file. Leave it as it is.
                        config_version =\s""")
                .append(Settings.CONFIG_VERSION).append('\n');
        String section = "";
        for (Setting<?> setting : Settings.ALL) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                text.append("\n[").append(section).append("]\n");
            }
            text.append('\n');
            setting.explanation().lines().forEach(line -> text.append("# ").append(line).append('\n'));
            text.append("# Allowed: ").append(setting.kind().expected()).append(".\n");
            text.append("# Default: ").append(setting.defaultAsToml());
            text.append(". Environment: ").append(setting.variable()).append('\n');
            if (setting.equals(Settings.DOMAIN_NAME) && domainName != null) {
                text.append("name = ").append(Settings.DOMAIN_NAME.kind().toToml(domainName)).append('\n');
            } else {
                text.append("#").append(setting.name()).append(" = ").append(setting.defaultAsToml()).append('\n');
            }
        }
        return text.toString();
    }
}

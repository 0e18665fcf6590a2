// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the JSON Schema of the file, with which editors complete and check it. */
public final class ConfigSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ConfigSchema() {}

    /** The schema as JSON text. */
    public static String text() {
        ObjectNode schema = MAPPER.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "The settings of a Freehold domain (" + ConfigFile.NAME + ")")
                .put("type", "object")
                .put("additionalProperties", false);
        ObjectNode sections = schema.putObject("properties");
        sections.putObject("config_version").put("const", Settings.CONFIG_VERSION);
        for (Setting<?> setting : Settings.ALL) {
            ObjectNode section = sections.withObjectProperty(setting.section())
                    .put("type", "object")
                    .put("additionalProperties", false);
            describe(section.withObjectProperty("properties").putObject(setting.name()), setting);
        }
        sections.withObjectProperty("tls").putObject("dependentRequired")
                .<ObjectNode>set("cert", MAPPER.createArrayNode().add("key"))
                .set("key", MAPPER.createArrayNode().add("cert"));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values always becomes text", e);
        }
    }

    private static void describe(ObjectNode property, Setting<?> setting) {
        property.put("description", setting.explanation().replace('\n', ' '));
        switch (setting.kind()) {
            case Kind.Text text -> property.put("type", "string")
                    .put("pattern", "^(" + text.pattern().pattern() + ")$")
                    .put("default", (String) setting.fallback());
            case Kind.Whole whole -> property.put("type", "integer")
                    .put("minimum", whole.min())
                    .put("maximum", whole.max())
                    .put("default", (Integer) setting.fallback());
            case Kind.Flag _ -> property.put("type", "boolean").put("default", (Boolean) setting.fallback());
            case Kind.Size size -> property.put("type", "string")
                    .put("pattern", "^" + Kind.Size.FORM.pattern() + "$")
                    .put("default", size.toToml((Integer) setting.fallback()).replace("\"", ""));
        }
    }
}

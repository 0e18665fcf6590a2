// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.micro;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityEdit;
import org.freehold.server.entity.EntityJson;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An entity, read and edited. */
@State(Scope.Thread)
public class EntityBenchmark {
    /** About as large as most. */
    static final String JSON =
            """
                    {"id":"{d8427d3e-0fb0-4705-9401-cc1715fd68eb}","type":"Model","created":1534799471000000,\
                    "lastEdited":1538604771519841,"lastEditedBy":"{3f0a92e4-75ff-4440-a9ea-a5a5ef478551}","name":"lamp",\
                    "locked":true,"position":{"x":-16.568574905395508,"y":-4.37042236328125,"z":-32.63905715942383},\
                    "rotation":{"x":0,"y":0.5355986952781677,"z":0,"w":0.8444726467132568},\
                    "dimensions":{"x":0.73,"y":2.15,"z":0.73},"shapeType":"static-mesh",\
                    "modelURL":"https://models.example.org/collection/lamp/lamp-04.fbx",\
                    "queryAACube":{"scale":2.4,"x":-17.7,"y":-5.5,"z":-33.8},\
                    "userData":"{\\"grabbableKey\\":{\\"grabbable\\":false,\\"ignoreIK\\":true},\\"note\\":\\"by the door\\"}"}""";

    private static final long NOW_MICROS = 1_793_200_000_000_000L;

    private final byte[] json = JSON.getBytes(StandardCharsets.UTF_8);
    private final Entity entity = EntityJson.entity(json);
    private final ObjectNode patch = JsonNodeFactory.instance.objectNode();

    /** The edit moves it. */
    public EntityBenchmark() {
        patch.putObject("position").put("x", 1.25).put("y", 0.5).put("z", -3.75);
    }

    /** As at a start, for each entity of the world. */
    @Benchmark
    public Entity read() {
        return EntityJson.entity(json);
    }

    /** Checked, merged and written. */
    @Benchmark
    public EntityEdit.Result edit() {
        return EntityEdit.change(entity, patch, NOW_MICROS);
    }
}

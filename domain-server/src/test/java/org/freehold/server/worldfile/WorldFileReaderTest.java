// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WorldFileReaderTest {

    static List<Fixtures.Case> steps() {
        return Fixtures.cases("steps");
    }

    static List<Fixtures.Case> faults() {
        return Fixtures.cases("faults");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void bringsOlderFilesUpToDate(Fixtures.Case fixture) throws Exception {
        assertReadsAsSaid(fixture);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void mendsOrLeavesOutWhatIsWrongAndSaysSo(Fixtures.Case fixture) throws Exception {
        assertReadsAsSaid(fixture);
    }

    private static void assertReadsAsSaid(Fixtures.Case fixture) throws WorldFileException, IOException {
        WorldFileReader.Result read = Fixtures.read(fixture.file());

        assertEquals(fixture.entities(), Fixtures.trees(read.world().entities()));
        assertEquals(fixture.faults(), read.report().faults().stream().map(ImportReport.Fault::line).toList());
        assertEquals(fixture.remarks(), read.report().remarks());
    }

    @Test
    void readsEveryTypeWithoutAFaultAndAsItStands() throws Exception {
        WorldFileReader.Result read = Fixtures.read(Fixtures.allTypes());

        assertEquals(
                Arrays.asList(EntityType.values()),
                read.world().entities().stream().map(Entity::type).toList());
        assertEquals(
                Fixtures.json(Fixtures.allTypes()).path("Entities").toPrettyString(),
                Fixtures.trees(read.world().entities()).toPrettyString());
        assertEquals(List.of(), read.report().faults());
        assertEquals(List.of("kept without knowing what they are: inventedHere 1"), read.report().remarks());
    }

    @Test
    void readsWhatStandsBesideTheEntities() throws Exception {
        WorldFile.Header header = Fixtures.read(Fixtures.allTypes()).world().header();

        assertEquals(UUID.fromString("5a5a5a5a-1111-4222-8333-444444444444"), header.id());
        assertEquals(140, header.version());
        assertEquals(3, header.dataVersion());
        assertEquals(Map.of("/", "/1,2,3/0,0,0,1", "garden", "/4,5,6/0,1,0,0"), header.paths());
    }

    @Test
    void readsPackedFiles() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(Fixtures.allTypes());
        }

        assertEquals(18, Fixtures.read(packed.toByteArray()).world().entities().size());
    }

    @Test
    void readsAFileWithAByteOrderMark() throws Exception {
        assertEquals(0, Fixtures.read("\uFEFF{'Entities':[],'Version':140}").world().entities().size());
    }

    @Test
    void appliesAVersionThatStandsBehindTheEntitiesAsWellAsOneBefore() throws Exception {
        String entities = "'Entities':[{'id':'{11111111-2222-3333-4444-555555555555}','type':'Zone'}]";

        assertEquals(
                Fixtures.trees(Fixtures.read("{'Version':81," + entities + "}").world().entities()),
                Fixtures.trees(Fixtures.read("{" + entities + ",'Version':81}").world().entities()));
        assertTrue(Fixtures.read("{" + entities + ",'Version':81}").world().entities().getFirst().properties()
                .has("keyLightMode"));
    }

    @Test
    void readsAllEntitiesAsOfTheFirstVersionAndEachIdOnce() throws Exception {
        String entities = "'Entities':[{'id':'{11111111-2222-3333-4444-555555555555}','type':'Zone'}]";
        WorldFileReader.Result read =
                Fixtures.read("{'Version':140," + entities + ",'Version':81," + entities + "}");

        assertEquals(1, read.world().entities().size());
        assertEquals(140, read.report().version());
        assertEquals(List.of("Version is given twice; the first one counts"), read.report().remarks());
    }

    @Test
    void makesUpTheSameIdAtEachReading() throws Exception {
        String file = "{'Version':140,'Entities':[{'type':'Box','name':'a'},{'type':'Box','name':'a'},"
                + "{'id':'nonsense','type':'Box'}]}";

        List<UUID> first = ids(Fixtures.read(file));

        assertEquals(first, ids(Fixtures.read(file)));
        assertEquals(3, first.stream().distinct().count());
        assertEquals(
                List.of("entity 1", "entity 2", "entity 3"),
                Fixtures.read(file).report().faults().stream().map(ImportReport.Fault::entityId).toList());
    }

    @Test
    void keepsButReportsWhatDoesNotBelongToTheTop() throws Exception {
        WorldFileReader.Result read = Fixtures.read(
                "{'Server':{'a':[1]},'Version':'new','DataVersion':-1,'Id':null,'Paths':{'/':'/0,0,0/0,0,0,1','odd':7},"
                        + "'Entities':[]} and more");

        WorldFile.Header header = read.world().header();
        assertEquals("{\"a\":[1]}", String.valueOf(header.others().get("Server")));
        assertEquals(Map.of("/", "/0,0,0/0,0,0,1"), header.paths());
        assertEquals(0, header.version());
        assertEquals(0, header.dataVersion());
        assertNull(header.id());
        assertEquals(5, read.report().remarks().size(), () -> read.report().remarks().toString());
    }

    @Test
    void theLastOfTwoMembersCounts() throws Exception {
        WorldFileReader.Result read = Fixtures.read("{'Version':140,'Entities':[{'id':"
                + "'{11111111-2222-3333-4444-555555555555}','type':'Box','name':'a','name':'b'}]}");

        assertEquals("b", read.world().entities().getFirst().properties().path("name").asText());
        assertEquals(
                "entity 1: name: given twice: the last one counts", read.report().faults().getFirst().line());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void numbersBeyondADoubleAreLeftOut(boolean versionFirst) throws Exception {
        String entities = "'Entities':[{'id':'{11111111-2222-3333-4444-555555555555}','type':'Box','alpha':1e999,"
                + "'position':{'x':-1e999,'y':2,'z':3},'created':123456789012345678901234567890}]";
        WorldFileReader.Result read = Fixtures.read(
                versionFirst ? "{'Version':140," + entities + "}" : "{" + entities + ",'Version':140}");

        assertEquals(
                "{\"id\":\"{11111111-2222-3333-4444-555555555555}\",\"type\":\"Box\","
                        + "\"position\":{\"x\":0.0,\"y\":2,\"z\":3},\"created\":9007199254740992}",
                read.world().entities().getFirst().properties().toString());
        assertEquals(3, read.report().faultCount());
    }

    @Test
    void leavesOutAnEntityThatIsTooLargeAndReadsTheNext() throws Exception {
        String big = "x".repeat(700_000);
        WorldFileReader.Result read = Fixtures.read("{'Version':140,'Entities':["
                + "{'type':'Box','userData':'" + big + "','script':'" + big + "','grab':{'a':[{}]}},"
                + "{'type':'Box','many':[" + "{},".repeat(800_000) + "0]},"
                + "{'type':'Sphere','name':'next'}]}");

        assertEquals(1, read.world().entities().size());
        assertEquals(2, read.report().leftOut());
        assertEquals(
                "entity 2: entity: more than 1 MiB: entity left out: larger than an entity may be",
                read.report().faults().get(1).line());
    }

    @Test
    void cutsChainsOfParentsThatAreTooLong() throws Exception {
        StringBuilder file = new StringBuilder("{'Version':140,'Entities':[");
        for (int i = 0; i < 200; i++) {
            file.append(i == 0 ? "" : ",").append("{'id':'").append(new UUID(1, i))
                    .append("','type':'Box','parentID':'")
                    .append(new UUID(1, i + 1)).append("'}");
        }
        WorldFileReader.Result read = Fixtures.read(file.append("]}").toString());

        Map<UUID, Entity> byId = read.world().entities().stream()
                .collect(Collectors.toMap(Entity::id, entity -> entity));
        for (Entity entity : read.world().entities()) {
            int ancestors = 0;
            for (UUID up = entity.parentId(); up != null && byId.containsKey(up); up = byId.get(up).parentId()) {
                ancestors++;
            }
            assertTrue(ancestors <= ParentChains.MAX_ANCESTORS, entity.id() + " has " + ancestors);
        }
        assertEquals(3, read.report().faultCount());
    }

    @Test
    void theReportStaysSmallWhateverTheFile() throws Exception {
        StringBuilder file = new StringBuilder("{'Version':140,'Entities':[");
        for (int i = 0; i < 3000; i++) {
            file.append(i == 0 ? "" : ",").append("{'id':'").append(new UUID(1, i))
                    .append("','type':'Box','locked':7,'alpha':'much','own").append(i).append("':1}");
        }
        ImportReport report = Fixtures.read(file.append("]}").toString()).report();

        assertEquals(ImportReport.MAX_FAULTS, report.faults().size());
        assertEquals(6000, report.faultCount());
        assertEquals(Map.of("locked mended", 3000, "alpha left out", 3000), report.faultCounts());
        assertEquals("entities imported: 3000 (Box 3000)", report.summaryLines().get(0));
        assertEquals("faults: 6000 (alpha left out 3000, locked mended 3000)", report.summaryLines().get(1));
        assertEquals(3, report.summaryLines().size());
        assertTrue(report.summaryLines().get(2).length() < 1000);
    }

    @Test
    void doesNotCloseTheStreamOfItsCaller() throws Exception {
        boolean[] closed = {false};
        WorldFileReader.read(
                new ByteArrayInputStream("{\"Entities\":[],\"Version\":140}".getBytes(StandardCharsets.UTF_8)) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                });

        assertFalse(closed[0]);
    }

    private static List<UUID> ids(WorldFileReader.Result read) {
        return read.world().entities().stream().map(Entity::id).toList();
    }
}

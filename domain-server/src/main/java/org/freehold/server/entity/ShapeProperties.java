// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.freehold.server.entity.Property.LONG;
import static org.freehold.server.entity.Property.SHORT;
import static org.freehold.server.entity.Property.choice;
import static org.freehold.server.entity.Property.colour;
import static org.freehold.server.entity.Property.flag;
import static org.freehold.server.entity.Property.group;
import static org.freehold.server.entity.Property.id;
import static org.freehold.server.entity.Property.list;
import static org.freehold.server.entity.Property.number;
import static org.freehold.server.entity.Property.text;
import static org.freehold.server.entity.Property.tuple;
import static org.freehold.server.entity.Property.url;
import static org.freehold.server.entity.Property.vec2;
import static org.freehold.server.entity.Property.vec3;
import static org.freehold.server.entity.Property.white;
import static org.freehold.server.entity.Property.whole;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.freehold.server.entity.PropertyKind.Bool;
import org.freehold.server.entity.PropertyKind.Choice;
import org.freehold.server.entity.PropertyKind.Num;
import org.freehold.server.entity.PropertyKind.Tuple;

/** The properties of what has a surface: shapes, models, voxels, materials, lines, grids and gizmos. */
final class ShapeProperties {
    private ShapeProperties() {}

    static final Property ALPHA = number("alpha", 0, 1, 1);

    static final Property PULSE = group("pulse",
            number("min", 0),
            number("max", 1),
            number("period", 1),
            choice("colorMode", "none", "in", "out"),
            choice("alphaMode", "none", "in", "out"));

    static final Property SHAPE_TYPE = choice("shapeType",
            "none", "box", "sphere", "capsule-x", "capsule-y", "capsule-z", "cylinder-x", "cylinder-y", "cylinder-z",
            "hull", "plane", "compound", "simple-hull", "simple-compound", "static-mesh", "ellipsoid", "circle",
            "multisphere");

    private static final List<String> SHAPES = List.of(
            "Triangle", "Quad", "Hexagon", "Octagon", "Circle", "Cube", "Sphere", "Tetrahedron", "Octahedron",
            "Dodecahedron", "Icosahedron", "Torus", "Cone", "Cylinder");

    private static final Num ANY_NUMBER = new Num(-Num.LARGEST, Num.LARGEST, false);
    private static final Tuple ANY_VEC3 = Tuple.vec3(-Num.LARGEST, Num.LARGEST, 0, 0, 0);

    /** Box, Sphere, Shape. An unknown shape is a sphere, as in Overte. */
    static final List<Property> SHAPE = List.of(
            new Property("shape", new Choice(SHAPES, "Sphere"), TextNode.valueOf("Sphere")),
            white("color"),
            ALPHA,
            flag("unlit", false),
            number("innerRadius", 0, 0.25, 0.25),
            PULSE);

    static final List<Property> MODEL = List.of(
            url("modelURL"),
            vec3("modelScale", 1),
            SHAPE_TYPE,
            url("compoundShapeURL"),
            white("color"),
            text("textures", LONG, ""),
            list("jointRotations", Tuple.quat(0, 0, 0, 1)),
            list("jointRotationsSet", new Bool()),
            list("jointTranslations", ANY_VEC3),
            list("jointTranslationsSet", new Bool()),
            flag("relayParentJoints", false),
            flag("groupCulled", false),
            text("blendshapeCoefficients", LONG, ""),
            flag("useOriginalPivot", false),
            number("loadPriority", 0),
            group("animation",
                    url("url"),
                    number("fps", 30),
                    number("currentFrame", 0),
                    flag("running", false),
                    flag("loop", true),
                    number("firstFrame", 0),
                    number("lastFrame", 100000),
                    flag("hold", false),
                    flag("allowTranslation", true),
                    flag("smoothFrames", true)));

    static final List<Property> MATERIAL = List.of(
            url("materialURL"),
            text("materialData", LONG, ""),
            whole("priority", 0, 65535, 0),
            text("parentMaterialName", SHORT, "0"),
            choice("materialMappingMode", "uv", "projected"),
            vec2("materialMappingPos", 0),
            vec2("materialMappingScale", 1),
            number("materialMappingRot", 0),
            flag("materialRepeat", true));

    static final List<Property> POLY_VOX = List.of(
            vec3("voxelVolumeSize", 1, 128, 32),
            text("voxelData", LONG, ""),
            whole("voxelSurfaceStyle", 0, 3, 2),
            url("xTextureURL"),
            url("yTextureURL"),
            url("zTextureURL"),
            id("xNNeighborID"),
            id("yNNeighborID"),
            id("zNNeighborID"),
            id("xPNeighborID"),
            id("yPNeighborID"),
            id("zPNeighborID"));

    static final List<Property> LINE = List.of(white("color"), list("linePoints", ANY_VEC3));

    /** In stroke colours the components are shares of one, as x, y, z. */
    static final List<Property> POLY_LINE = List.of(
            white("color"),
            text("textures", LONG, ""),
            list("linePoints", ANY_VEC3),
            list("strokeWidths", ANY_NUMBER),
            list("normals", ANY_VEC3),
            list("strokeColors", ANY_VEC3),
            flag("isUVModeStretch", true),
            flag("glow", false),
            flag("faceCamera", false));

    static final List<Property> GRID = List.of(
            flag("followCamera", true),
            whole("majorGridEvery", 0, 1L << 32, 5),
            number("minorGridEvery", 1),
            white("color"),
            ALPHA,
            PULSE);

    static final List<Property> GIZMO = List.of(
            choice("gizmoType", "ring"),
            group("ring",
                    number("startAngle", -360, 360, 0),
                    number("endAngle", -360, 360, 360),
                    number("innerRadius", 0, 1, 0),
                    white("innerStartColor"),
                    white("innerEndColor"),
                    white("outerStartColor"),
                    white("outerEndColor"),
                    number("innerStartAlpha", 0, 1, 1),
                    number("innerEndAlpha", 0, 1, 1),
                    number("outerStartAlpha", 0, 1, 1),
                    number("outerEndAlpha", 0, 1, 1),
                    flag("hasTickMarks", false),
                    number("majorTickMarksAngle", -360, 360, 0),
                    number("minorTickMarksAngle", -360, 360, 0),
                    number("majorTickMarksLength", 0),
                    number("minorTickMarksLength", 0),
                    white("majorTickMarksColor"),
                    white("minorTickMarksColor")));

    /** Start and finish of a particle's colour, which may lie between whole numbers and need not be given. */
    static Property betweenColours(String name) {
        return tuple(name, Tuple.colour(false, 255, 255, 255));
    }

    static Property black(String name) {
        return colour(name, 0, 0, 0);
    }
}

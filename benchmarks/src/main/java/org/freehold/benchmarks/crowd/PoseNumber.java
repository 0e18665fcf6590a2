// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

/**
 * The number of a pose, carried by the height at which its avatar stands: so whoever receives it knows when it was sent, and
 * a server needs no stamp on its wire. A step is 4 mm, more than eight times the half millimetre of the wire's coordinates.
 */
public final class PoseNumber {
    /** The next one after the highest is 0. So few that the crowd stays below 16 m: it is not to leave a server's cells by rising. */
    public static final int COUNT = 2048;

    private static final double LOWEST_METRES = 4;
    private static final double STEP_METRES = 0.004;
    /** Of a coordinate on the wire, in a cell of 32 m. */
    private static final double UNITS_PER_METRE = 65_536 / 32.0;

    /** Where somebody arrives who has sent no pose yet: lower than any that is sent. */
    static final double ARRIVAL_METRES = 3.9;

    private PoseNumber() {}

    /** The height of the soles, metres; all heights lie in the cells from 0 to 32 m. */
    public static float heightMetres(int number) {
        return (float) (LOWEST_METRES + number * STEP_METRES);
    }

    /**
     * The number of a pose.
     *
     * @param height on the wire, 0 to 65,535, in a cell from 0 to 32 m
     * @return -1 when nobody of the crowd stands so high
     */
    static int at(int height) {
        double number = (height / UNITS_PER_METRE - LOWEST_METRES) / STEP_METRES + 0.5;
        return number < 0 || number >= COUNT ? -1 : (int) number;
    }

    /** The number of a pose at this height of the soles, metres; -1 when nobody of the crowd stands so high. */
    public static int atMetres(double metres) {
        return at((int) Math.round(metres * UNITS_PER_METRE));
    }
}

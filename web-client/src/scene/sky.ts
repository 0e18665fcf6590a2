// SPDX-License-Identifier: Apache-2.0

import { BackSide, Color, type CubeTexture, Mesh, type Scene, ShaderMaterial, SphereGeometry, type Texture, Vector3 } from 'three';

/** Colours of a sky without a picture, in the renderer's linear working space. */
export interface SkyColours {
  readonly zenith: Color;
  readonly horizon: Color;
  readonly ground: Color;
}

/** The dome around the viewer: a gradient with a sun, and over it the zone's picture, faded in. */
export class Sky {
  readonly zenith = new Color(0x3f7fc4);
  readonly horizon = new Color(0xcfe2ef);
  readonly ground = new Color(0x8d9aa0);
  readonly sunDirection = new Vector3(0.3, 0.6, 0.4).normalize();
  readonly sunColour = new Color(0xfff1d6);
  readonly haze = new Color(0xffffff);
  hazeStrength = 0;
  pictureStrength = 0;
  readonly pictureTint = new Color(0xffffff);
  readonly mesh: Mesh;
  private readonly material: ShaderMaterial;

  constructor(scene: Scene) {
    this.material = new ShaderMaterial({
      side: BackSide,
      depthWrite: false,
      fog: false,
      uniforms: {
        zenith: { value: this.zenith },
        horizon: { value: this.horizon },
        ground: { value: this.ground },
        sunDirection: { value: this.sunDirection },
        sunColour: { value: this.sunColour },
        haze: { value: this.haze },
        hazeStrength: { value: 0 },
        flatPicture: { value: null },
        cubePicture: { value: null },
        isCube: { value: false },
        pictureStrength: { value: 0 },
        pictureTint: { value: this.pictureTint },
      },
      vertexShader: `
        varying vec3 way;
        void main() {
          way = position;
          vec4 view = viewMatrix * vec4( position * 100.0 + cameraPosition, 1.0 );
          gl_Position = projectionMatrix * view;
          // As far away as can be drawn.
          gl_Position.z = gl_Position.w * 0.999999;
        }`,
      fragmentShader: `
        uniform vec3 zenith, horizon, ground, sunDirection, sunColour, haze, pictureTint;
        uniform float hazeStrength, pictureStrength;
        uniform sampler2D flatPicture;
        uniform samplerCube cubePicture;
        uniform bool isCube;
        varying vec3 way;
        void main() {
          vec3 v = normalize( way );
          float height = v.y;
          vec3 colour = height > 0.0
            ? mix( horizon, zenith, 1.0 - pow( 1.0 - height, 2.6 ) )
            : mix( horizon, ground, 1.0 - pow( 1.0 + height, 9.0 ) );
          float toSun = max( dot( v, sunDirection ), 0.0 );
          colour += sunColour * ( 0.10 * pow( toSun, 8.0 ) + 0.25 * pow( toSun, 90.0 ) + 2.5 * smoothstep( 0.99955, 0.9998, toSun ) );
          if ( pictureStrength > 0.0 ) {
            vec3 picture = isCube
              ? textureCube( cubePicture, vec3( v.x, v.y, v.z ) ).rgb
              : texture2D( flatPicture, vec2( atan( v.x, -v.z ) * 0.15915494 + 0.5, asin( clamp( v.y, -1.0, 1.0 ) ) * 0.31830989 + 0.5 ) ).rgb;
            colour = mix( colour, picture * pictureTint, pictureStrength );
          }
          float low = 1.0 - smoothstep( 0.0, 0.35, abs( height ) );
          colour = mix( colour, haze, hazeStrength * mix( 0.35, 1.0, low ) );
          gl_FragColor = vec4( colour, 1.0 );
          #include <tonemapping_fragment>
          #include <colorspace_fragment>
        }`,
    });
    this.mesh = new Mesh(new SphereGeometry(1, 32, 20), this.material);
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    // After the opaque things, so that only what stays visible is computed.
    this.mesh.renderOrder = 1;
    scene.add(this.mesh);
  }

  setPicture(texture: Texture | CubeTexture): void {
    const cube = 'isCubeTexture' in texture;
    this.uniform('isCube').value = cube;
    this.uniform(cube ? 'cubePicture' : 'flatPicture').value = texture;
  }

  clearPicture(): void {
    this.uniform('cubePicture').value = null;
    this.uniform('flatPicture').value = null;
  }

  update(): void {
    this.uniform('hazeStrength').value = this.hazeStrength;
    this.uniform('pictureStrength').value = this.pictureStrength;
  }

  dispose(): void {
    this.mesh.removeFromParent();
    this.mesh.geometry.dispose();
    this.material.dispose();
  }

  private uniform(name: string): { value: unknown } {
    const uniform = this.material.uniforms[name];
    if (uniform === undefined) {
      throw new Error(`sky uniform: ${name} (expected: one the shader has)`);
    }
    return uniform;
  }
}

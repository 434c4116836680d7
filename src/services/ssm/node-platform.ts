// What an agent would say of the operating system that it runs on, as far as the name of an EC2 image tells.
// Source: the values of PlatformName and PlatformVersion in "Supported operating systems and machine types", Systems Manager User Guide.

export interface Platform {
  readonly platformType: 'Linux' | 'Windows' | 'MacOS'
  readonly platformName?: string
  readonly platformVersion?: string
}

const known: readonly (readonly [RegExp, string, string])[] = [
  [/^al2023-ami/, 'Amazon Linux', '2023'], [/^amzn2-ami/, 'Amazon Linux', '2'], [/^amzn-ami/, 'Amazon Linux AMI', '2018.03'],
  [/ubuntu.*-(\d\d\.\d\d)-/, 'Ubuntu', '$1'],
  [/^Windows_Server-(\d{4})-/, 'Microsoft Windows Server $1 Datacenter', '10.0'],
]

/** @param platform `Windows`, as EC2 says it, or nothing */
export function platformOf(imageName: string | undefined, platform: string | undefined): Platform {
  const platformType = /^windows$/i.test(platform ?? '') ? 'Windows' : 'Linux'
  const [pattern, name, version] = known.find(([each]) => each.test(imageName ?? '')) ?? []
  if (pattern === undefined) return { platformType }
  const release = pattern.exec(imageName!)![1] ?? ''
  return { platformType, platformName: name!.replace('$1', release), platformVersion: version!.replace('$1', release) }
}

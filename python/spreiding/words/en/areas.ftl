# Areas: download of boundaries.
fetch-no-address = address is '{ $address }', must start with https:// or http://
fetch-no-json = { $address } answers { $n } bytes that are no JSON, must be GeoJSON
fetch-no-features = { $address } answers JSON without features, must be a GeoJSON FeatureCollection
fetch-bare-features = { $address } answers features without properties: { $rows }
fetch-answer = { $address } answers { $status } { $reason }: download the file by hand and name it by [areas] file
fetch-no-answer = { $address } cannot be reached ({ $reason }): download the file by hand and name it by [areas] file
fetch-too-much = { $address } answers more than { $most } MB, or is not done after { $seconds } seconds

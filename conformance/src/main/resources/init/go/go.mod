module mycodec

go 1.19
